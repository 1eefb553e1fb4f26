// What is folded away on the screen belongs in the printed document: unfold before printing, fold again after.
const unfolded = [];

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    unfolded.push(details);
  }
});

// A text can be copied with a button where script runs; without it the text is marked and copied by hand.
for (const button of document.querySelectorAll("button[data-copies]")) {
  if (!navigator.clipboard) continue;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const field = document.getElementById(button.dataset.copies);
    field.select();
    await navigator.clipboard.writeText(field.value);
    button.textContent = button.dataset.copied;
  });
}

// A picture that is wider than the screen begins at what it is about.
for (const frame of document.querySelectorAll("[data-begins-at]")) {
  const about = frame.querySelector(frame.dataset.beginsAt);
  if (!about) continue;
  const box = about.getBoundingClientRect();
  frame.scrollLeft += box.left + box.width / 2 - frame.getBoundingClientRect().left - frame.clientWidth / 2;
}

addEventListener("afterprint", () => {
  for (const details of unfolded.splice(0)) details.open = false;
});
