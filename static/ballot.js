/* Read aloud, where the browser can. Everything else on the ballot works without scripts. */
(function () {
  if (!("speechSynthesis" in window)) return;
  document.querySelectorAll("[data-listen]").forEach(function (button) {
    button.hidden = false;
    button.addEventListener("click", function () {
      speechSynthesis.cancel();
      var words = new SpeechSynthesisUtterance(document.querySelector(button.dataset.listen).innerText);
      words.lang = "zh-CN";
      words.rate = 0.85;
      speechSynthesis.speak(words);
    });
  });
})();
