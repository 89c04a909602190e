/* The button of a page that staff were sent. The link's token stands behind the # and so reaches no log. */

const button = document.getElementById("acknowledge");
const answer = document.getElementById("answer");
const token = location.hash.slice(1);

const SAYS = {
  200: "Acknowledged. Now open the console: nobody has read it yet.",
  404: "This link is not one of ours, or it was cut short. Open the console.",
  410: "This link has ended: it was used, somebody has it already, or it is a day old. Open the console.",
};
const NOT_SENT = "That did not get through. Try again, or open the console.";

async function acknowledge() {
  button.disabled = true;
  answer.textContent = "Sending...";
  let status = 0;
  try {
    const response = await fetch("/v1/page-acknowledgements", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
    status = response.status;
  } catch {
    // No network: said below.
  }
  answer.textContent = SAYS[status] ?? NOT_SENT;
  button.disabled = status in SAYS;
}

if (token) {
  button.addEventListener("click", acknowledge);
} else {
  button.hidden = true;
  answer.textContent = SAYS[404];
}
