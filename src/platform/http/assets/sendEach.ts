import { sayBeside } from './sayBeside.ts'
import { sendingRow, type SendingRow } from './sendingRow.ts'
import { sendOne } from './sendOne.ts'

/** As `SentEach` of src/features/evidence/accepted.ts says it. */
type Answer = { isAdded: boolean; said: string; href: string; isFormWrong: boolean }
type Sending = { file: File; row: SendingRow }

/**
 * Sends the files of a form when its button is pressed, one after the other, each with what else the form says: with its progress, its own way
 * to cancel it and to try again, and its own reason where it is not added. When all are added, it goes on to where the form would, or sends the form without its files.
 */
export function sendEach(page: Document): void {
  for (const line of page.querySelectorAll<HTMLElement>('[data-send-each]')) {
    const form = line.closest('form')
    const input = form?.querySelector<HTMLInputElement>('input[type=file]')
    const list = form?.querySelector<HTMLElement>('ul[data-sending]')
    if (form && input && list) sendOnPress(page, { form, input, list, line })
  }
}

type Parts = { form: HTMLFormElement; input: HTMLInputElement; list: HTMLElement; line: HTMLElement }

function sendOnPress(page: Document, { form, input, list, line }: Parts): void {
  const words = line.dataset
  const waiting: Sending[] = []
  /** Those that are added, which stay in sight while another one is not. */
  const added = new Set<Element>()
  let current: { sending: Sending; request: XMLHttpRequest } | undefined
  let goTo: string | undefined

  const say = (text: string) => {
    // The same sentence twice is two events.
    line.textContent = ''
    setTimeout(() => (line.textContent = text), 50)
  }
  const show = sayBeside(page)
  const fail = ({ file, row }: Sending, why: string, mayTryAgain: boolean) => {
    row.fail(why, mayTryAgain)
    say(`${file.name}: ${why}`)
  }
  const remove = ({ row }: Sending) => {
    const isThere = row.element.contains(page.activeElement)
    row.element.remove()
    list.hidden = list.childElementCount === 0
    if (isThere) input.focus()
    if (list.childElementCount === added.size) goOn()
  }
  const goOn = () => {
    if (goTo === undefined) return
    if (goTo !== '') window.location.assign(goTo)
    else {
      input.value = ''
      form.submit()
    }
  }
  const next = async (): Promise<void> => {
    const sending = current ? undefined : waiting.shift()
    if (!sending) return
    const request = new XMLHttpRequest()
    current = { sending, request }
    const { file, row } = sending
    const body = new FormData(form)
    body.delete(input.name)
    body.append(input.name, file)
    const ended = await sendOne<Answer>(request, { to: words.sendEach ?? '', body, form, row, words, part: 'href' })
    current = undefined
    if (ended.is === 'answered' && ended.answer.isFormWrong) {
      // What is wrong beside the files is said by the form itself, which is sent without them, and says that there were some.
      input.value = ''
      form.append(Object.assign(page.createElement('input'), { type: 'hidden', name: '_chosen', value: '1' }))
      form.submit()
      return
    }
    if (ended.is === 'answered' && ended.answer.isAdded) {
      goTo = ended.answer.href
      added.add(row.element)
      row.done()
      if (list.childElementCount === added.size) goOn()
      else say(`${file.name}: ${words.added ?? ''}`)
    } else if (ended.is === 'answered') fail(sending, ended.answer.said.replace(`${file.name}: `, ''), false)
    else if (ended.is === 'failed') fail(sending, ended.why, ended.mayTryAgain)
    else {
      say(`${file.name}: ${words.cancelled ?? ''}`)
      remove(sending)
    }
    void next()
  }
  const queue = (sending: Sending) => {
    if (sending.file.size > Number(words.mostBytes)) {
      fail(sending, words.tooLarge ?? '', false)
      return
    }
    sending.row.show('waiting')
    waiting.push(sending)
    void next()
  }
  const drop = (sending: Sending) => {
    if (current?.sending === sending) current.request.abort()
    else {
      if (waiting.includes(sending)) waiting.splice(waiting.indexOf(sending), 1)
      remove(sending)
    }
  }

  form.addEventListener('submit', event => {
    const chosen = [...(input.files ?? [])]
    // Where no file is chosen the form says so.
    if (chosen.length === 0 && list.childElementCount === 0) return
    event.preventDefault()
    if (chosen.length === 0 && !current && waiting.length === 0) {
      // What is left on the list was not added, each for the reason beside it.
      if (goTo !== undefined) goOn()
      else {
        say(words.choose ?? '')
        show(words.choose ?? '', event.submitter)
      }
      return
    }
    show('')
    input.value = ''
    for (const file of chosen) {
      const does = { drop: () => drop(sending), again: () => queue(sending) }
      const sending: Sending = { file, row: sendingRow(page, file, words, does) }
      list.append(sending.row.element)
      list.hidden = false
      queue(sending)
    }
  })
  window.addEventListener('beforeunload', event => {
    if (current) event.preventDefault()
  })
}
