// Shows a picture in a canvas: the page's policy lets in no pictures but the service's own files.
import { make } from "../app/dom.js";

const WIDEST_PX = 1600;

async function paint(canvas, blob) {
  const bitmap = await createImageBitmap(blob);
  const scale = Math.min(1, WIDEST_PX / bitmap.width);
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
}

/** An element for a picture that `fetchBlob()` brings, with `alt` for those who do not see it and `missing` where it is not there. */
export function pictureView(fetchBlob, { alt, missing }) {
  const canvas = make("canvas", { className: "picture", width: 4, height: 3 });
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", alt);
  const figure = make("div", { className: "picture-frame" }, canvas);
  fetchBlob()
    .then((blob) => (blob ? paint(canvas, blob) : Promise.reject(new Error("not there"))))
    .catch(() => canvas.replaceWith(make("p", { className: "quiet" }, missing)));
  return figure;
}
