/**
 * Says to those who see, beside the button that was pressed, what its live region says to those who hear. The same place is used again.
 *
 * @returns what says it; '' takes it away
 */
export function sayBeside(page: Document): (text: string, button?: HTMLElement | null) => void {
  const line = Object.assign(page.createElement('p'), { className: 'app-beside' })
  line.setAttribute('aria-hidden', 'true')
  return (text, button) => {
    line.textContent = text
    if (text === '') line.remove()
    else if (button) button.after(line)
  }
}
