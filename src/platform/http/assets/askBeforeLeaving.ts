import { sendElsewhere } from './keepTyped.ts'

/** What a page holds that is not saved: `send` sends it, where something but its button does. */
type Unsaved = { isDirty: () => boolean; send: (() => Promise<void>) | undefined }

/**
 * Who signs out takes what waits in the browser with them. So it is sent first, also what waits of other pages; of what cannot be sent they
 * are told, and send it again, discard it, or stay.
 */
export function askBeforeLeaving(page: Document, { isDirty, send }: Unsaved): void {
  for (const leave of page.querySelectorAll<HTMLFormElement>('form[data-leaves]')) {
    const isAnyLeft = async (): Promise<boolean> => {
      // What was typed while the first was under way goes with the second.
      if (isDirty()) await send?.()
      if (isDirty()) await send?.()
      return isDirty() || (await sendElsewhere(page)).length > 0
    }
    const goOn = () => {
      leave.dataset.asked = ''
      // Once the event of the first press is over: while it lasts, a browser sends its form for nobody, and says nothing.
      setTimeout(() => leave.requestSubmit())
    }
    leave.addEventListener('submit', event => {
      if (leave.dataset.asked !== undefined) return
      event.preventDefault()
      void isAnyLeft().then(isLeft => (isLeft ? ask(page, { isAnyLeft: send && isAnyLeft, goOn }) : goOn()))
    })
  }
}

const LEAVES = 'Some of what you typed is not saved. Signing out discards it.'

function ask(page: Document, { isAnyLeft, goOn }: { isAnyLeft: (() => Promise<boolean>) | undefined; goOn: () => void }): void {
  const dialog = page.createElement('dialog')
  dialog.className = 'app-leaving'
  dialog.setAttribute('aria-labelledby', 'leaving')
  const said = Object.assign(page.createElement('p'), { id: 'leaving', className: 'govuk-body', textContent: LEAVES })
  const group = Object.assign(page.createElement('div'), { className: 'govuk-button-group' })
  const add = (text: string, look: string, press: () => void) => {
    const button = Object.assign(page.createElement('button'), {
      type: 'button',
      className: `govuk-button ${look}`,
      textContent: text,
    })
    button.addEventListener('click', press)
    group.append(button)
  }
  if (isAnyLeft)
    add('Send it and sign out', '', () => {
      void isAnyLeft().then(isLeft => (isLeft ? (said.textContent = `It could not be sent. ${LEAVES}`) : goOn()))
    })
  add('Discard it and sign out', 'govuk-button--warning', () => {
    for (const form of page.querySelectorAll<HTMLFormElement>('form[data-draft]')) form.dataset.discarded = ''
    goOn()
  })
  add('Stay signed in', 'govuk-button--secondary', () => dialog.close())
  said.setAttribute('role', 'status')
  dialog.append(said, group)
  dialog.addEventListener('close', () => dialog.remove())
  page.body.append(dialog)
  dialog.showModal()
}
