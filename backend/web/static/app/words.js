// Every sentence the app says by itself, in one place, so that it can be reviewed and translated.
// Sentences about the team come from the service only; here are those about this phone and its connection.
import { inLanguage } from "./wording.js";

/** Review of the words below, as for every safety text. */
export const review = { status: "draft", approved_by: null, approved_on: null };

export const words = inLanguage("app", {
  draft: "Draft. These words have not been approved yet.",
  languageDraft: "{name} (draft)",
  botInEnglish:
    "You can write in this language. The computer program understands English best, it can miss what you mean, and most of " +
    "its answers are in English. What it says when you need a person is in this language. " +
    "You can press \"I want a person\" at any time.",

  fetchingWords: "Opening. This needs a connection.",
  noWords:
    "The app cannot reach the service. It keeps trying. You do not have to wait: the numbers below work without the app.",
  chooseAge: "Choose how old you are, then press Start.",
  personAfterStart: "You asked for a person. Choose how old you are and press Start: then the app asks for a person straight away.",
  couldNotStart: "The app could not reach the service. Nothing you wrote is lost. Press Start to try again.",
  startRefused: "The service did not accept this. Check what you chose and press Start again.",
  recoverNothing: "Type your 8 words first.",
  recoverWrong: "These words do not fit. Look at each one, and at the order. If you made new words since, only those work.",
  recoverTooOften: "That was too often in a short time. Wait some minutes, then try again. Your words stay here.",
  recoverUnreachable: "The app could not reach the service. Your words stay here. You can try again.",
  deviceUnknown: "The service does not know this phone any more. Please start again. Words you have not sent are kept.",
  cleared:
    "Nobody is signed in on this phone any more. What Evenlight kept here is removed. " +
    "If some words were still waiting here, they were not sent.",

  opening: "Opening your chat.",
  openingAgain: "What you read at the start",
  offline: "You are not connected. Your words are kept on this phone and will be sent when you are back.",
  offlineForgetful: "You are not connected. Keep this page open: your words will be sent when you are back.",
  broken: "The service is not working right now. Your words are kept on this phone and will be sent when it works again.",
  brokenForgetful: "The service is not working right now. Keep this page open: your words will be sent when it works again.",
  personNotSent: "You asked for a person. That is not sent yet. Nobody has been told.",
  personHere: "A person from the team already has this chat. What you write here goes to them.",
  lastKnown: "The last we knew, at {time}: {sentence}",
  forgetful: "This browser does not let the app keep anything. If you close the page, this chat is gone from this phone.",

  modeBot: "A computer program answers here",
  modeLeft: "{name} has left this chat. A computer program answers here",
  modePerson: "A person from the team has taken over from the computer program",

  you: "You",
  automatic: "Automatic reply",
  safety: "Important. Automatic reply",
  aPerson: "a person",
  fromTheTeam: "A person from the team",
  roles: { on_call: "on-call team", supervisor: "supervisor", admin: "team" },

  askedForPerson: "I want a person",
  waiting: "Waiting to send",
  sent: "Sent",
  refused: "Not sent.",
  refusedText: "The service could not take these words. They may be too long or have signs in them that it cannot read.",
  refusedOther: "The service did not take this.",
  change: "Change the words",
  askAgain: "Ask again",

  channels: {
    phone: "Ring ", text: "Text ", email: "Write to ", web: "Website: ", webchat: "Chat at ", in_person: "Go to ",
  },
  openNow: "Who is there",
  alwaysOpen: "Open day and night",
  ringOrText: "You can ring or text now",
  planStep: "Step {number}: {title}",
  planStepEmpty: "You have not written anything here yet. That is fine. You can skip this step, or write something when you like.",
  planStepWrite: "Write in this step",
  planStepOpen: "Open this step in my plan",
  planPictures: "There are pictures with this in your plan.",
  planGo: "Go to my plan",
  ownWordsLabel: "Words you could use",
  ownWordsHint: "You can change every word here, and copy it. Evenlight sends it to nobody. What you change stays on this phone.",
  ownWordsCopy: "Copy these words",
  ownWordsCopied: "Copied. You can paste it where you want to use it.",
  ownWordsNotCopied: "The browser did not copy it. The words are marked: you can copy them yourself.",
  ownWordsReset: "Go back to the first draft",
  toRead: "Something to read about this",
  openPage: "Open the page \"{name}\"",
  pinTitle: "Enter your PIN",
  pinLabel: "PIN of this phone",
  pinDigits: "A PIN has 6 digits or more.",
  pinOpen: "Open",
  pinWrong: "That is not the PIN. You can try again.",
  pinWait: "That is not the PIN, or it is too soon after a wrong one. Try again in {wait_s} seconds.",
  pinAgain: "Enter your PIN first, so that nobody else who holds this phone can do this.",
  pinGoOn: "Go on",
  pinNotNow: "Not now",
  pinForgotten: "I forgot my PIN",
  pinForgetMeans:
    "The app then forgets what is kept on this phone. You sign in again with your recovery words, and what the service has " +
    "comes back. Words that were not sent yet are gone. Without recovery words you start as somebody new.",
  pinForget: "Forget this phone's copy",
  pinKeep: "Go back",
  reviewDue: "There is something to look at again",

  lettersLeft: "{left} letters left",
  tooLong: "{over} letters too long. You can send it in two parts.",
});
