// Own pictures: made smaller on the phone (which also leaves out where and when they were taken), kept here, sent later.
import { Problem } from "../app/api.js";
import { newId } from "../app/ids.js";
import * as vault from "../app/vault.js";
import { limits } from "./limits.js";
import { beside, keepBeside } from "./offline.js";

const LONGEST_SIDE_PX = 1600;
const QUALITIES = [0.85, 0.7, 0.5];
const TAKEN = ["image/jpeg", "image/png", "image/webp"];

/** The file is not a picture that this phone can read. */
export class NotAPicture extends Error {}

function drawn(bitmap) {
  const scale = Math.min(1, LONGEST_SIDE_PX / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext("2d");
  // JPEG has no see-through parts: they would turn black.
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

async function decoded(blob) {
  if (blob.type && !TAKEN.includes(blob.type)) throw new NotAPicture(blob.type);
  try {
    return await createImageBitmap(blob);
  } catch {
    throw new NotAPicture(blob.type);
  }
}

async function smaller(file) {
  const canvas = drawn(await decoded(file));
  for (const quality of QUALITIES) {
    const made = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", quality));
    if (made && made.size <= limits.picture_bytes) return made;
  }
  throw new NotAPicture(file.type);
}

/** Keep a picture from a file. Gives its id. Throws NotAPicture. */
export async function addPicture(file) {
  const made = await smaller(file);
  const id = newId();
  await keepBeside(`picture/${id}`, { type: made.type, bytes: await made.arrayBuffer() });
  const waiting = (await beside("pictures-waiting")) ?? [];
  await keepBeside("pictures-waiting", [...waiting, id]);
  return id;
}

async function sendOne(api, id) {
  const kept = await beside(`picture/${id}`);
  if (!kept) return;
  const body = new Blob([kept.bytes], { type: kept.type });
  try {
    await api.send("PUT", `/v1/plan/pictures/${encodeURIComponent(id)}`, { body });
  } catch (error) {
    // Refused for good: it stays on this phone, and the plan still goes.
    if (!(error instanceof Problem) || error.passes || error.status === 401) throw error;
  }
}

/** Send the pictures that wait, before the plan that names them. */
export async function sendPictures(api) {
  for (const id of (await beside("pictures-waiting")) ?? []) {
    await sendOne(api, id);
    const waiting = (await beside("pictures-waiting")) ?? [];
    await keepBeside("pictures-waiting", waiting.filter((one) => one !== id));
  }
}

/** The picture's blob: from this phone, else from the service, and then kept. Null where it cannot be had now. */
export async function pictureBlob(api, id) {
  const kept = await beside(`picture/${id}`);
  if (kept) return new Blob([kept.bytes], { type: kept.type });
  try {
    const blob = await api.send("GET", `/v1/plan/pictures/${encodeURIComponent(id)}`, { as: "blob" });
    await keepBeside(`picture/${id}`, { type: blob.type, bytes: await blob.arrayBuffer() }).catch(() => undefined);
    return blob;
  } catch {
    return null;
  }
}

/** Fetch the pictures of a plan, so that they are there without a network. */
export async function keepPictures(api, ids) {
  for (const id of ids) await pictureBlob(api, id);
}
