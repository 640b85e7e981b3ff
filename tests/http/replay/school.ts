import type { Response } from 'supertest'
import type { Browser, Fields, TestWorld } from '../../support/app.ts'
import { headsOwnLink } from '../../support/openAuditLink.ts'
import { follow, leadsTo, submitForm, type File } from '../../support/forms.ts'

/** A school as its people use the pages: they have the link from the mail and a browser, and nothing else. */
export type Somebody = { name: string; role: string }

/** Comes in by the audit link and says who one is: somebody whom the page names already, or somebody new to it. */
export async function comeIn({ visitor }: Pick<TestWorld, 'visitor'>, link: string, person: string | Somebody): Promise<Browser> {
  const browser = visitor()
  const who = await follow(browser, await submitForm(browser, await browser.get(new URL(link).pathname)))
  const typed: Fields = typeof person === 'string' ? { person: radioOf(who, `I am ${person}`) } : { person: 'other', ...person }
  leadsTo(await submitForm(browser, who, typed))
  return browser
}

/** The value of the radio button with a label. */
function radioOf(page: Response, label: string): string {
  for (const [, id = '', text = ''] of page.text.matchAll(/<label [^>]*for="([^"]+)"[^>]*>([^<]*)</g))
    if (text.trim() === label) return new RegExp(`id="${id}" value="([^"]*)"`).exec(page.text)?.[1] ?? ''
  return ''
}

/** Opens a section and saves what is typed over what is there. */
export async function saveSection(browser: Browser, section: string, typed: Fields, files: File[] = []): Promise<Response> {
  const page = await browser.get(`/return/sections/${section}`)
  return submitForm(browser, page, { intent: 'later', ...typed }, { which: '/return/sections', files })
}

/** Answers to all that the short questionnaire asks for. */
export const ANSWERS: Record<'policies' | 'training' | 'governors', Fields> = {
  policies: { 'a.policy_current': 'yes' },
  training: { 'a.staff_trained': 'met', 'a.read_part_one': '97' },
  governors: { 'a.governors_told': 'yes', 'a.governors_words': '', 'a.accurate': 'confirmed' },
}

/** The lead answers everything; `words` go into the one free text, `files` to the first section. */
export async function answerAll(browser: Browser, words: string, files: File[] = []): Promise<void> {
  leadsTo(await saveSection(browser, 'policies', ANSWERS.policies, files))
  leadsTo(await saveSection(browser, 'training', ANSWERS.training))
  leadsTo(await saveSection(browser, 'governors', { ...ANSWERS.governors, 'a.governors_words': words }))
}

/** The head comes in by a link of their own, signs and submits. @param link that of the lead @returns the receipt */
export async function headSubmits(world: Pick<TestWorld, 'visitor' | 'deps'>, link: string, name: string): Promise<Response> {
  const browser = await headComesIn(world, link, name)
  return follow(browser, await submitForm(browser, await browser.get('/return/sign-off'), SIGNED, { which: '/submit' }))
}

/** The head comes in by a link of their own, which asks only whether it is they. */
export async function headComesIn(world: Pick<TestWorld, 'visitor' | 'deps'>, link: string, name: string): Promise<Browser> {
  const browser = world.visitor()
  const own = await browser.get(new URL(await headsOwnLink(world.deps, link, name)).pathname)
  leadsTo(await submitForm(browser, await follow(browser, await submitForm(browser, own))))
  return browser
}

export const SIGNED: Fields = { confirm: 'yes', goOn: 'yes' }

/** Does one thing after another for all of them, a few at a time. */
export async function forAll<T>(items: readonly T[], work: (item: T, at: number) => Promise<unknown>, atOnce = 4): Promise<void> {
  const queue = items.entries()
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const [at, item] of queue) await work(item, at)
    }),
  )
}
