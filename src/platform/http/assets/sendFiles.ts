import { sayBeside } from './sayBeside.ts'
import { sendingRow, type SendingRow, type Words } from './sendingRow.ts'
import { sendOne, type Ended } from './sendOne.ts'

/** As `SentFile` of src/features/answering/pages/sendFile.ts says it. */
type Answer = { isAdded: boolean; said: string; boxes: Record<string, { attached: string; attachable: string }> }

type Sending = { file: File; box: HTMLElement; row: SendingRow }

/**
 * Sends files as soon as they are chosen or dropped, one after the other: each with its progress, its own way to cancel it and to try again,
 * and its own reason where it is not added. One that is too large is told so before a byte of it is sent. The form does without.
 */
export function sendFiles(page: Document): void {
  const line = page.querySelector<HTMLElement>('[data-send-files]')
  const form = line?.closest('form')
  if (!line || !form) return
  const words = line.dataset
  const waiting: Sending[] = []
  let current: { sending: Sending; request: XMLHttpRequest } | undefined
  let whenDone: (() => void) | undefined
  let hasFailed = false

  const say = (text: string) => {
    // The same sentence twice is two events.
    line.textContent = ''
    setTimeout(() => (line.textContent = text), 50)
  }
  const show = sayBeside(page)
  const fail = ({ file, row }: Sending, why: string, mayTryAgain: boolean) => {
    hasFailed = true
    row.fail(why, mayTryAgain)
    say(`${file.name}: ${why}`)
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
  const next = async (): Promise<void> => {
    if (current) return
    const sending = waiting.shift()
    if (!sending) {
      settle()
      return
    }
    const request = new XMLHttpRequest()
    current = { sending, request }
    const ended = await send(request, sending, form, words)
    current = undefined
    if (ended.is === 'failed') fail(sending, ended.why, ended.mayTryAgain)
    else if (ended.is === 'answered' && !ended.answer.isAdded) fail(sending, ended.answer.said.replace(`${sending.file.name}: `, ''), false)
    else remove(sending)
    if (ended.is === 'cancelled') say(`${sending.file.name}: ${words.cancelled ?? ''}`)
    if (ended.is === 'answered') {
      redraw(page, ended.answer)
      if (ended.answer.isAdded) say(`${sending.file.name}: ${ended.answer.said}`)
    }
    void next()
  }
  const settle = () => {
    const goOn = whenDone
    whenDone = undefined
    if (goOn && hasFailed) {
      say(words.stopped ?? '')
      show(words.stopped ?? '')
    } else goOn?.()
  }
  const drop = (sending: Sending) => {
    if (current?.sending === sending) current.request.abort()
    else {
      const at = waiting.indexOf(sending)
      if (at !== -1) {
        waiting.splice(at, 1)
        say(`${sending.file.name}: ${words.cancelled ?? ''}`)
      }
      remove(sending)
    }
  }
  const choose = (box: HTMLElement, files: FileList | undefined) => {
    const list = box.querySelector<HTMLElement>('[data-sending]')
    for (const file of files ?? []) {
      const does = { drop: () => drop(sending), again: () => queue(sending) }
      const sending: Sending = { file, box, row: sendingRow(page, file, words, does) }
      list?.append(sending.row.element)
      if (list) list.hidden = false
      queue(sending)
    }
  }

  for (const box of form.querySelectorAll<HTMLElement>('[data-files]')) takeFrom(box, choose)
  form.addEventListener('submit', event => {
    if (!current) return
    event.preventDefault()
    event.stopImmediatePropagation()
    hasFailed = false
    whenDone = () => form.requestSubmit(event.submitter)
    say(words.first ?? '')
    show(words.first ?? '', event.submitter)
  })
  window.addEventListener('beforeunload', event => {
    if (current) event.preventDefault()
  })
}

/** Takes what is chosen in a box, or dropped on it. */
function takeFrom(box: HTMLElement, choose: (box: HTMLElement, files: FileList | undefined) => void): void {
  const input = box.querySelector<HTMLInputElement>('input[type=file]')
  input?.addEventListener('change', () => {
    choose(box, input.files ?? undefined)
    // What was sent by itself is not sent with the form again.
    input.value = ''
  })
  const over = (isOver: boolean) => box.classList.toggle('app-files--over', isOver)
  box.addEventListener('dragover', event => {
    if (!event.dataTransfer?.types.includes('Files')) return
    event.preventDefault()
    over(true)
  })
  box.addEventListener('dragleave', event => over(event.relatedTarget instanceof Node && box.contains(event.relatedTarget)))
  box.addEventListener('drop', event => {
    over(false)
    if (!event.dataTransfer?.files.length) return
    event.preventDefault()
    choose(box, event.dataTransfer.files)
  })
  for (const hint of box.querySelectorAll<HTMLElement>('[data-at-once]')) hint.hidden = false
  showButton(box)
}

/** The button is there for files that are ticked: those that are chosen need none. */
function showButton(box: HTMLElement): void {
  const button = box.querySelector<HTMLElement>('[data-add]')
  if (button) button.hidden = box.querySelector('[data-attachable] input') === null
}

/** Sends one file by itself. */
function send(request: XMLHttpRequest, { file, box, row }: Sending, form: HTMLFormElement, words: Words): Promise<Ended<Answer>> {
  const body = new FormData()
  body.append(`files.${box.dataset.files ?? ''}`, file)
  return sendOne<Answer>(request, { to: words.sendFiles ?? '', body, form, row, words, part: 'boxes' })
}

/** Takes a row away; who was at it goes on where files are chosen. */
function remove({ box, row }: Sending): void {
  const isThere = row.element.contains(row.element.ownerDocument.activeElement)
  const list = row.element.parentElement
  row.element.remove()
  if (list) list.hidden = list.childElementCount === 0
  if (isThere) box.querySelector<HTMLElement>('input[type=file]')?.focus()
}

/** Shows the files as they are now in each box. What is ticked in one stays. */
function redraw(page: Document, { boxes }: Answer): void {
  for (const box of page.querySelectorAll<HTMLElement>('[data-files]')) {
    const drawn = boxes[box.dataset.files ?? '']
    const attached = box.querySelector('[data-attached]')
    const attachable = box.querySelector('[data-attachable]')
    if (!drawn || !attached || !attachable) continue
    if (attached.innerHTML.trim() !== drawn.attached.trim()) attached.innerHTML = drawn.attached
    if (attachable.querySelector('input:checked') === null) attachable.innerHTML = drawn.attachable
    showButton(box)
  }
}
