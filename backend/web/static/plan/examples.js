// Examples for a step, from reviewed content only. The last answer is kept, so that they are there without a network.
import { currentDevice } from "../app/device.js";
import { chosenLanguage } from "../app/wording.js";
import { beside, keepBeside } from "./offline.js";

const NONE = { language: "en", suggestions: [], prompt: "", approved: false };

async function fetched(api, step) {
  const { age_band, language } = currentDevice() ?? {};
  const query = new URLSearchParams({ step: String(step), ...(age_band && { age_band }), language: language ?? chosenLanguage() });
  const { language: spoken = "en", suggestions = [], prompt = "", review } = await api.send("GET", `/v1/plan/suggestions?${query}`);
  const found = { language: spoken, suggestions, prompt: prompt ?? "", approved: review?.status === "approved" };
  await keepBeside(`examples/${step}`, found).catch(() => undefined);
  return found;
}

/** {language, suggestions: [{id, text}], prompt, approved}. Never throws: without examples the step works as well. */
export async function examplesFor(api, step) {
  const found = await fetched(api, step).catch(() => beside(`examples/${step}`)).catch(() => null);
  // Nothing is ever suggested for step 6, whatever was answered.
  return step === 6 ? { ...(found ?? NONE), suggestions: [] } : (found ?? NONE);
}
