/** Shows the buttons that copy what stands before them: only where the browser can. */
export function showCopyButtons(root: Document): void {
  if (!('clipboard' in navigator)) return
  for (const button of root.querySelectorAll<HTMLButtonElement>('button[data-copy]')) {
    const source = root.querySelector<HTMLElement>('[data-copy-source]')
    if (!source) continue
    button.hidden = false
    const words = button.textContent
    button.addEventListener('click', () => {
      const text = source instanceof HTMLInputElement ? source.value : source.innerText
      void navigator.clipboard.writeText(text).then(() => {
        button.textContent = 'Copied'
        setTimeout(() => (button.textContent = words), 3000)
      })
    })
  }
}
