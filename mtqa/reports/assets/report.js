
"use strict";
(() => {
  const issues = [...document.querySelectorAll(".issue")];
  const marks = [...document.querySelectorAll("a.mark")];
  const marksOf = (id) => marks.filter((mark) => mark.dataset.issues.split(" ").includes(id));
  let current = -1;
  const select = (issue) => {
    document.querySelectorAll(".on").forEach((element) => element.classList.remove("on"));
    issue.classList.add("on");
    marksOf(issue.id).forEach((mark) => mark.classList.add("on"));
    current = issues.indexOf(issue);
  };
  marks.forEach((mark) => {
    const first = () => document.getElementById(mark.dataset.issues.split(" ").find((id) => !document.getElementById(id).hidden));
    mark.addEventListener("mouseenter", () => first() && select(first()));
    mark.addEventListener("click", (event) => {
      event.preventDefault();
      const issue = first();
      if (!issue) return;
      select(issue);
      issue.scrollIntoView({ block: "nearest" });
      issue.focus({ preventScroll: true });
    });
  });
  issues.forEach((issue) => {
    issue.addEventListener("mouseenter", () => select(issue));
    issue.addEventListener("click", () => {
      select(issue);
      const mark = marksOf(issue.id)[0];
      if (mark) mark.scrollIntoView({ block: "center" });
    });
  });
  document.querySelectorAll("button[data-filter]").forEach((button) => {
    button.addEventListener("click", () => {
      const shown = button.getAttribute("aria-pressed") !== "true";
      button.setAttribute("aria-pressed", String(shown));
      const story = button.closest(".story");
      story.querySelectorAll(`.issue[data-severity="${button.dataset.filter}"]`).forEach((issue) => { issue.hidden = !shown; });
      story.querySelectorAll("a.mark").forEach((mark) => {
        mark.classList.toggle("off", mark.dataset.issues.split(" ").every((id) => document.getElementById(id).hidden));
      });
    });
  });
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || !["j", "k"].includes(event.key)) return;
    const step = event.key === "j" ? 1 : -1;
    for (let next = current + step; next >= 0 && next < issues.length; next += step) {
      if (issues[next].hidden) continue;
      select(issues[next]);
      const mark = marksOf(issues[next].id)[0];
      (mark || issues[next]).scrollIntoView({ block: "center" });
      issues[next].focus({ preventScroll: true });
      return;
    }
  });
})();
