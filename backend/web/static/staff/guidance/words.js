// The words of the editors' pages.

export const STATES = {
  draft: "Draft",
  in_review: "Waits for a second person",
  approved: "Approved, not published",
  published: "Published",
  replaced: "Replaced by a newer one",
  withdrawn: "Withdrawn",
};

export const DID = {
  begin: "began it",
  edit: "changed it",
  submit: "sent it to review",
  send_back: "sent it back",
  approve: "approved it",
  publish: "published it",
  withdraw: "withdrew it",
  replace: "put a newer one in its place",
};

// What can be done with a version in a state; the first is the main one.
export const STEPS = {
  draft: [["submit", "Send to review"]],
  in_review: [["approve", "Approve"], ["send_back", "Send back"]],
  approved: [["publish", "Publish"], ["withdraw", "Withdraw"]],
  published: [["withdraw", "Withdraw"]],
};

const languages = new Intl.DisplayNames("en-GB", { type: "language", fallback: "code" });

/** "English" for "en". */
export const languageOf = (code) => languages.of(code);
