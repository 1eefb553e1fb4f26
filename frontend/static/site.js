// What is folded away on the screen belongs in the printed document: unfold before printing, fold again after.
const unfolded = [];

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("main details:not([open])")) {
    details.open = true;
    unfolded.push(details);
  }
});

addEventListener("afterprint", () => {
  for (const details of unfolded.splice(0)) details.open = false;
});
