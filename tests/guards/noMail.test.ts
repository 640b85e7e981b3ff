import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'
import { routes } from '../../src/routes.ts'
import { SENDING_PAGES } from '../../src/sendingPages.ts'

/** A sentence that is kept for the next page, or the end of a run: what is said of something that was just done. */
const SAID = /\bnotice = \{[^;]*?\}\n|\bfinishRun\([^;]*?\)\n|\bdoneWith\([^;]*?\)\n/g
const OF_MAIL = /\b(an?|the|each|every|its|their|\}) (messages?|letters?|e-?mails?)\b|\bmailed\b|\b(is|are|was|were) sent\b/i
const ASKS = /\bsay(Queued|Written|Delivery)\(|\b(linkWords|told|endWords)\b/

const promises = (text: string): string[] => (text.match(SAID) ?? []).filter(said => OF_MAIL.test(said) && !ASKS.test(said))

const SOURCES = globSync('src/features/**/*.ts').map(path => ({ path, text: readFileSync(path, 'utf8') }))

test('no page says after a press that mail goes without having asked whether any leaves', () => {
  expect(SOURCES.flatMap(({ text }) => text.match(SAID) ?? []).length).toBeGreaterThan(20)
  expect(SOURCES.flatMap(({ path, text }) => promises(text).map(said => `${path}: ${said.trim()}`))).toEqual([])
})

test.each([
  'req.session.notice = { text: `The message to ${name} with the link goes out now.` }\n',
  "await finishRun(db, runId, 'A letter for each was sent.')\n",
  'doneWith(req, res, id, `The return is open again. ${name} was sent an email.`)\n',
])('a promise is found: %s', said => {
  expect(promises(said)).toHaveLength(1)
})

/** The text of routes with the beginnings that they share put in: `${SAMPLE}/request`. */
function unfolded(text: string): string {
  const shared = [...text.matchAll(/^const ([A-Z]+) = ['`](.*)['`]$/gm)].reverse()
  return shared.reduce((whole, [, name = '', value = '']) => whole.replaceAll(`\${${name}}`, value), text).replaceAll('`', "'")
}

test('the pages that say that no mail leaves are there, and each feature that writes letters has one', () => {
  const paths = new Set(routes.map(({ path }) => path))
  expect([...SENDING_PAGES].filter(path => !paths.has(path))).toEqual([])
  const writers = new Set(
    SOURCES.filter(({ text }) => /\b(queueMessages|mailLinks)\(\s/.test(text) || /await (queueMessages|mailLinks)\(/.test(text)).map(
      ({ path }) => path.split(/[\\/]/)[2],
    ),
  )
  const declaring = new Set(
    globSync('src/features/*/routes.ts')
      .filter(path => [...SENDING_PAGES].some(page => unfolded(readFileSync(path, 'utf8')).includes(`'${page}'`)))
      .map(path => path.split(/[\\/]/)[2]),
  )
  // The pages of a plan's action are its readers': the room itself has none.
  for (const page of ['/return/actions/:question', '/returns/:returnId/actions/:question'])
    if (SENDING_PAGES.has(page)) declaring.add('actionPlan')
  expect(writers.size).toBeGreaterThan(5)
  expect([...writers].filter(feature => !declaring.has(feature))).toEqual([])
})
