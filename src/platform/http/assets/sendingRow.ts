/** The words of the page, beside the address to send to: views/answering/sendFiles.ejs. */
export type Words = DOMStringMap

/** A file in the list of those that are on their way: what it is, how far it is, and what can be done with it. */
export type SendingRow = {
  element: HTMLElement
  /** Waits for its turn, is sent (`part` of it, from 0 to 1) or has been sent whole. */
  show: (state: 'waiting' | 'sending' | 'checking', part?: number) => void
  /** Was added, while others were not. */
  done: () => void
  /** Was not added, and why. */
  fail: (why: string, mayTryAgain: boolean) => void
}

/**
 * Draws a file that was chosen.
 *
 * @param does what its buttons do: `drop` cancels it, or takes it off the list
 */
export function sendingRow(page: Document, file: File, words: Words, does: { drop: () => void; again: () => void }): SendingRow {
  const make = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, classes = '', text = ''): HTMLElementTagNameMap[Tag] => {
    const element = page.createElement(tag)
    element.className = classes
    element.textContent = text
    return element
  }
  const button = (text: string | undefined, press: () => void): HTMLButtonElement => {
    const made = make('button', 'app-sending__button', text)
    made.type = 'button'
    made.append(make('span', 'govuk-visually-hidden', ` ${file.name}`))
    made.addEventListener('click', press)
    return made
  }
  const element = make('li', 'app-sending__file')
  const state = make('span', 'app-files__facts')
  const bar = make('progress', 'app-sending__bar')
  bar.setAttribute('aria-label', file.name)
  const buttons = make('span', 'app-sending__buttons')
  element.append(make('span', 'app-typed', file.name), state, bar, buttons)
  element.tabIndex = -1
  const offer = (...offered: HTMLElement[]) => {
    const isThere = buttons.contains(page.activeElement)
    buttons.replaceChildren(...offered)
    // Whoever was at a button that is gone is not thrown to the top of the page.
    if (isThere) (offered[0] ?? element).focus()
  }
  return {
    element,
    show(what, part = 0) {
      element.classList.remove('app-sending__file--failed')
      const percent = Math.floor(part * 100)
      state.className = 'app-files__facts'
      state.textContent = `${words[what] ?? ''}${what === 'sending' ? ` ${percent}%` : ''}`
      bar.hidden = what === 'waiting'
      if (what === 'checking') bar.removeAttribute('value')
      else bar.value = part
      // What was sent whole is with the server: nothing can be taken back by stopping now.
      if (what === 'checking') offer()
      else if (buttons.childElementCount !== 1) offer(button(words.cancel, does.drop))
    },
    done() {
      state.textContent = words.added ?? ''
      bar.hidden = true
    },
    fail(why, mayTryAgain) {
      element.classList.add('app-sending__file--failed')
      state.className = 'govuk-error-message'
      state.replaceChildren(make('span', 'govuk-visually-hidden', 'Error: '), why.charAt(0).toUpperCase() + why.slice(1))
      bar.hidden = true
      offer(...(mayTryAgain ? [button(words.again, does.again)] : []), button(words.drop, does.drop))
    },
  }
}
