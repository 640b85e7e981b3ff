import { globSync, readFileSync } from 'node:fs'
import { expect, test } from '@jest/globals'

/** One way of writing to people: what must stand in one place, told by the text of the sources. */
type Rule = { what: string; found: RegExp; only: readonly string[] }
/** Where each may stand, by the beginning of the path. */
const RULES: readonly Rule[] = [
  { what: 'a salutation', found: /(['"`]|^)(Dear|Hello) \$?\{/m, only: ['src/features/messages/letter.ts'] },
  {
    what: 'a signature',
    found: /\.contact(Name|Phone)\b[^\n]*\n?[^\n]*\.join\(|\[contactName, /,
    only: ['src/features/messages/letter.ts'],
  },
  { what: 'a message put together by hand', found: /\btoEmail:(?!\s*string)/, only: ['src/features/messages/letter.ts'] },
  { what: 'a message that passes for a built one', found: /\bas (unknown as )?NewMessage\b/, only: ['src/features/messages/letter.ts'] },
  { what: 'a message stored past the outbox', found: /insert into messages\b/, only: ['src/features/messages/store.ts'] },
  {
    what: 'an addressee of its own',
    found: /\btype \w*(Addressee|Recipient|LinkHolder)s?\w* =|\binterface \w*(Addressee|Recipient)/,
    // A recipient gets a link; whether and where it is mailed, the rule says.
    only: [
      'src/features/correspondence/addressees.ts',
      'src/features/correspondence/presentHolder.ts',
      'src/features/links/linkActions.ts',
    ],
  },
  {
    what: 'the address of a link’s holder read from its copy',
    found: /select[^`]*\bi\.email\b[^`]*from invitations/,
    only: ['src/features/correspondence/store.ts', 'src/features/links/store.ts', 'src/features/links/landingStore.ts'],
  },
  {
    what: 'an address folded by hand',
    found: /e?mail\w*['"]?\)?(\.\w+(\(\))?)*\.toLowerCase\(\)|lower\([\w.]*email\)/i,
    only: ['src/platform/forms/foldEmail.ts'],
  },
  {
    what: 'more said of mail than is known',
    found: /on (its|their|the) way( to \$\{|['"`.]|,)|is sent an email|by email to \$\{/,
    only: ['src/features/questionnaires/library/'],
  },
  { what: 'a driver of mail known by its name', found: /mail\.name ===|MAIL_DRIVER ===/, only: ['src/config.ts'] },
]

const COMMENT = /\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm

type Source = { path: string; text: string }

const broken = (sources: readonly Source[]): string[] =>
  sources.flatMap(({ path, text }) =>
    RULES.filter(({ found, only }) => found.test(text.replace(COMMENT, '')) && !only.some(allowed => path.startsWith(allowed))).map(
      ({ what }) => `${path}: ${what}`,
    ),
  )

const sourcesOf = (pattern: string): Source[] =>
  globSync(pattern).map(path => ({ path: path.replaceAll('\\', '/'), text: readFileSync(path, 'utf8') }))

test('every letter is written by the one builder, to whom the one rule names, and no page says more of it than is known', () => {
  const sources = [...sourcesOf('src/**/*.ts'), ...sourcesOf('views/**/*.ejs'), ...sourcesOf('seeds/**/*.ts')]
  expect(sources.length).toBeGreaterThan(400)
  expect(broken(sources)).toEqual([])
})

test.each<[string, string]>([
  ['a salutation', 'const body = [`Dear ${name},`, text]'],
  ['a salutation', 'body: `Dear ${item.establishment.dsl.name},\\n\\n`'],
  ['a signature', "const reach = [contactName, contactEmail].filter(part => part !== '')"],
  ['a message put together by hand', 'return { key, kind, toName: name, toEmail: email, subject, body }'],
  ['a message that passes for a built one', 'queueMessages(trx, 1, [mine as unknown as NewMessage], url)'],
  ['a message stored past the outbox', 'row(trx, `insert into messages (key) values (?)`)'],
  ['an addressee of its own', 'type Addressee = { name: string; email: string }'],
  ['the address of a link’s holder read from its copy', '`select i.id, i.email from invitations i where i.revoked_at is null`'],
  ['an address folded by hand', "const email = cell('email').toLowerCase()"],
  ['an address folded by hand', '`select distinct on (lower(email)) name`'],
  ['more said of mail than is known', "{ queued: 'on its way', sent: 'sent' }"],
  ['more said of mail than is known', 'text: `The link is on its way to ${name} again.`'],
  ['more said of mail than is known', '`${name} is sent an email with a link.`'],
  ['a driver of mail known by its name', "deps.mail.name === 'outbox' ? a : b"],
])('%s is found: %s', (what, text) => {
  const path = 'src/features/chasing/chaseLetter.ts'
  expect(broken([{ path, text }])).toEqual([`${path}: ${what}`])
})
