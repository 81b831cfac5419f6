// Reads a question and its answers aloud, where the browser can speak. Without this file there
// is no button; nothing is sent anywhere.
"use strict"
;(() => {
  const voice = window.speechSynthesis
  if (!voice) return
  const language = document.documentElement.lang
  for (const place of document.querySelectorAll("[data-read]")) {
    const button = document.createElement("button")
    button.type = "button"
    button.className = "btn btn--2"
    button.textContent = place.dataset.read
    button.addEventListener("click", () => {
      voice.cancel()
      const box = place.closest("fieldset")
      const words = [...box.querySelectorAll("[data-say]")].map((one) => one.textContent.trim())
      for (const one of words) {
        const said = new SpeechSynthesisUtterance(one)
        said.lang = language
        said.rate = 0.9
        voice.speak(said)
      }
    })
    place.append(button)
  }
})()
