// Search where the pages are opened as files: a browser starts no worker from file://, so the worker's script runs in a
// hidden frame instead. As between a page and a worker, messages are copies, and come after what is running has ended.
if (location.protocol === "file:") {
  const later = (target, data, Message) => {
    const copy = structuredClone(data)
    setTimeout(() => target.dispatchEvent(new Message("message", { data: copy })))
  }

  window.Worker = class extends EventTarget {
    constructor(url) {
      super()
      const frame = document.createElement("iframe")
      frame.hidden = true
      document.body.append(frame)
      this.inside = frame.contentWindow
      this.inside.postMessage = data => later(this, data, MessageEvent)
      this.addEventListener("message", event => this.onmessage?.(event))
      this.ready = new Promise(resolve => {
        const script = frame.contentDocument.createElement("script")
        script.onload = resolve
        script.src = url
        frame.contentDocument.body.append(script)
      })
    }

    postMessage(data) {
      const copy = structuredClone(data)
      this.ready.then(() => later(this.inside, copy, this.inside.MessageEvent))
    }

    terminate() {}
  }
}
