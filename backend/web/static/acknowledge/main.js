/* The button of a page that staff were sent. The link's token stands behind the # and so reaches no log. */

const button = document.getElementById("acknowledge");
const answer = document.getElementById("answer");
const token = location.hash.slice(1);

const SAYS = {
  200: "Acknowledged. Now open the console: nobody has read it yet.",
  409: "A colleague’s chat needs somebody else. This button cannot take it over: open the console and press Accept.",
  404: "This link is not one of ours, or it was cut short. Open the console.",
  410: "This link has ended: it was used, somebody has it already, or it is a day old. Open the console.",
};
// The clock of a reminder goes on: only what follows in the console ends it.
const HAD_ALREADY = "You have this already. This button does not hold the team back: if nothing follows from you in the console, they are paged.";
const NOT_SENT = "That did not get through. Try again, or open the console.";

async function acknowledge() {
  button.disabled = true;
  answer.textContent = "Sending...";
  let status = 0;
  let hadAlready = false;
  try {
    const response = await fetch("/v1/page-acknowledgements", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ token }),
    });
    status = response.status;
    if (response.ok) hadAlready = (await response.json()).had_already;
  } catch {
    // No network: said below.
  }
  answer.textContent = hadAlready ? HAD_ALREADY : SAYS[status] ?? NOT_SENT;
  button.disabled = status in SAYS;
}

if (token) {
  button.addEventListener("click", acknowledge);
} else {
  button.hidden = true;
  answer.textContent = SAYS[404];
}
