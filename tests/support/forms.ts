import type { Response } from 'supertest'
import { pageText, type Browser, type Fields } from './app.ts'

/** A form as it stands on a page: where it leads, and what a browser would send of it untouched. */
export type Form = { action: string; method: 'get' | 'post'; fields: Record<string, string[]>; fileField: string | null }
/** One control of a form, and what a browser would send of it untouched. `to` is where a button leads that has an address of its own. */
export type Box = { name: string; type: string; values: string[]; to?: string }
type FormWithBoxes = Form & { boxes: Box[] }
export type File = { name: string; content: Buffer | string }

/**
 * Sends a form of a page as a browser would: with its hidden fields and all that is in its boxes, changed by what somebody typed.
 *
 * @param typed what is typed, ticked or pressed; an empty list unticks
 * @param options.which part of the address of the form, where the page has several
 * @param options.to the address of the button that is pressed, where it has its own
 * @returns the answer; where it leads elsewhere, follow it with `follow`
 */
export function submitForm(
  browser: Browser,
  page: Response,
  typed: Fields = {},
  { which = '', to, files }: { which?: string; to?: string; files?: File[] } = {},
) {
  const { method, fields, fileField, ...form } = formOf(page, which)
  const action = to ?? form.action
  const sent: Fields = { ...fields, ...typed }
  if (method === 'get') return browser.get(`${action.split('?')[0]}?${queryOf(sent)}`)
  if (fileField === null) return browser.post(action, sent)
  return browser.postFiles(action, sent, fileField, files ?? [])
}

/** Opens the page to which an answer leads. @throws Error when it leads nowhere: the form was not accepted */
export const follow = async (browser: Browser, answer: Response): Promise<Response> => browser.get(leadsTo(answer))

/** The address to which an answer leads. @throws Error when it leads nowhere: the form was not accepted */
export function leadsTo(answer: Response): string {
  const { location } = answer.headers
  if (answer.status === 303 && location !== undefined) return location
  throw new Error(`${pathOf(answer)} answered ${answer.status} instead of leading on: ${pageText(answer).slice(0, 300)}`)
}

/** The form of a page whose address holds `which`; the first of the page when left out. */
export function formOf(page: Response, which = ''): Form {
  const found = formsIn(page, /<main[\s\S]*<\/main>/.exec(page.text)?.[0] ?? page.text).find(({ action }) => action.includes(which))
  if (found) return found
  throw new Error(`there is no form to ${which} on ${pathOf(page)}: ${page.status}`)
}

/** Every form of a page; a button that leads elsewhere makes a form of its own. */
export const formsOf = (page: Response): FormWithBoxes[] =>
  formsIn(page, page.text).flatMap(form => [
    form,
    ...form.boxes.filter(({ to }) => to !== undefined).map(({ to }) => ({ ...form, action: to ?? form.action })),
  ])

function formsIn(page: Response, html: string): FormWithBoxes[] {
  return [...html.matchAll(/<form([^>]*)>[\s\S]*?<\/form>/g)].map(([whole, start = '']) => {
    const [file] = [...whole.matchAll(/<input[^>]*>/g)].filter(([tag]) => attribute(tag, 'type') === 'file')
    return {
      action: attribute(start, 'action') || pathOf(page),
      method: attribute(start, 'method').toLowerCase() === 'post' ? 'post' : 'get',
      fields: fieldsIn(whole),
      fileField: file ? attribute(file[0], 'name') : null,
      boxes: boxesIn(whole),
    }
  })
}

/** Every control that a form can send, ticked or not. */
const boxesIn = (form: string): Box[] => {
  const untouched = fieldsIn(form)
  return [...form.matchAll(/<(input|textarea|select|button)([^>]*)>/g)].map(([, tag = '', start = '']) => {
    const name = attribute(` ${start}`, 'name')
    const to = attribute(` ${start}`, 'formaction')
    return {
      name,
      type: tag === 'input' ? attribute(` ${start}`, 'type') || 'text' : tag,
      values: untouched[name] ?? [],
      ...(to === '' ? {} : { to }),
    }
  })
}

function fieldsIn(form: string): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  const add = (name: string, value: string) => {
    if (name !== '') (fields[name] ??= []).push(unescaped(value))
  }
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    const type = attribute(tag, 'type')
    const isLeft = type === 'file' || ((type === 'radio' || type === 'checkbox') && !/\schecked/.test(tag))
    if (!isLeft) add(attribute(tag, 'name'), attribute(tag, 'value'))
  }
  for (const [, start = '', text = ''] of form.matchAll(/<textarea([^>]*)>\n?([\s\S]*?)<\/textarea>/g)) add(attribute(start, 'name'), text)
  for (const [, start = '', inner = ''] of form.matchAll(/<select([^>]*)>([\s\S]*?)<\/select>/g)) {
    const options = [...inner.matchAll(/<option[^>]*>/g)].map(([tag]) => tag)
    const chosen = options.find(tag => / selected/.test(tag)) ?? options[0]
    if (chosen !== undefined) add(attribute(start, 'name'), attribute(chosen, 'value'))
  }
  return fields
}

/** The address at which an answer was got. */
export const pathOf = (page: Response): string => (page as Response & { req: { path: string } }).req.path

/** The addresses of the links of a page that hold `part`. */
export const linksOf = (page: Response, part: string): string[] =>
  [...page.text.matchAll(/<a [^>]*?href="([^"]*)"/g)].map(([, href = '']) => unescaped(href)).filter(href => href.includes(part))

const queryOf = (fields: Fields): string =>
  new URLSearchParams(
    Object.entries(fields).flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one])),
  ).toString()

const attribute = (tag: string, name: string): string => unescaped(new RegExp(`[\\s"]${name}="([^"]*)"`).exec(tag)?.[1] ?? '')

const unescaped = (text: string): string =>
  text
    .replace(/&#39;|&#x27;/g, "'")
    .replace(/&#34;|&quot;/g, '"')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')

/** The value of the choice in a page whose value begins so. */
export const choiceOf = (html: string, beginning: string): string => new RegExp(`value="(${beginning} [^"]*)"`).exec(html)?.[1] ?? ''
