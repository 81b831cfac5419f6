// Keeps on the device what a juror types until the hub has it, so that a phone without a network
// loses nothing. Without this file the form is saved by its buttons as ever.
"use strict"
;(() => {
  const done = document.querySelector("[data-sheet-done]")
  if (done) localStorage.removeItem(`sheet:${done.dataset.sheetDone}`)
  const form = document.querySelector("form[data-sheet]")
  if (!form) return
  const key = `sheet:${form.dataset.sheet}`
  const note = form.querySelector("[data-sheet-note]")
  const skip = new Set(["csrfmiddlewaretoken", "seen"])

  const say = (words) => {
    note.textContent = words
    note.hidden = false
  }
  const read = () => {
    try {
      return JSON.parse(localStorage.getItem(key))
    } catch {
      return null
    }
  }
  const keep = () => {
    const typed = [...new FormData(form)].filter(([name]) => !skip.has(name))
    try {
      localStorage.setItem(key, JSON.stringify({ seen: form.elements.seen.value, typed }))
    } catch {
      // the device is full or keeps nothing: the buttons still save
    }
  }
  const forget = () => localStorage.removeItem(key)

  const there = read()
  if (there && there.seen === form.elements.seen.value) {
    for (const [name, value] of there.typed) {
      const field = form.elements[name]
      if (field) field.value = value
    }
    say(form.dataset.back)
  } else if (there) {
    forget() // the hub has a later version
  }
  form.addEventListener("input", () => {
    keep()
    if (!navigator.onLine) say(form.dataset.kept)
  })
  form.addEventListener("submit", (event) => {
    if (event.submitter && event.submitter.name === "drop") return forget()
    keep()
    if (!navigator.onLine) {
      event.preventDefault()
      say(form.dataset.kept)
    }
  })
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (!navigator.onLine && form.contains(event.detail.elt)) event.preventDefault()
  })
  document.body.addEventListener("htmx:afterRequest", (event) => {
    if (!form.contains(event.detail.elt)) return
    if (event.detail.successful) forget()
    else say(form.dataset.kept)
  })
})()
