import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from '@jest/globals'

const FOLDER = 'docs/decisions'
const PARTS = ['Context', 'Decision', 'Rejected', 'Consequences']
const HEAD =
  /^# (\d+)\. \S.*\n\nDate: (\d{4}-\d\d-\d\d)\nStatus: (accepted|(?:amended|superseded) by (?:\d{4}, )*\d{4})\n(?:Amends: ((?:\d{4}, )*\d{4})\n)?\n\*\*Context\.\*\* /

type Texts = ReadonlyMap<string, string>

const read = (pattern: string): Texts =>
  new Map(
    globSync(pattern)
      .map(file => file.replaceAll('\\', '/'))
      .sort()
      .map(file => [file, readFileSync(file, 'utf8')]),
  )

const numberOf = (file: string): string => path.posix.basename(file).slice(0, 4)
const listed = (numbers: string | undefined): string[] => numbers?.match(/\d{4}/g) ?? []

/** What is not as a record should be: its head, its parts in their order, its number, and who amends whom. */
function faultsOf(records: Texts): string[] {
  const heads = new Map([...records].map(([file, text]) => [numberOf(file), HEAD.exec(text)]))
  return [...records].flatMap(([file, text], nth) => {
    const [own, head] = [numberOf(file), HEAD.exec(text)]
    if (!head) return [`${file} does not begin with its title, date, status and context`]
    const places = PARTS.map(part => text.indexOf(`\n**${part}.**`))
    const changed = listed(head[3])
    return [
      ...(own === String(nth + 1).padStart(4, '0') && Number(head[1]) === nth + 1 ? [] : [`${file} is the ${nth + 1}th record`]),
      ...PARTS.filter((_part, at) => (places[at] ?? -1) < (places[at - 1] ?? 0)).map(
        part => `${file} lacks its part ${part}, or has it too early`,
      ),
      ...listed(head[4])
        .filter(other => !listed(heads.get(other)?.[3]).includes(own))
        .map(other => `${other} does not say that ${own} amends it`),
      ...changed.filter(other => !listed(heads.get(other)?.[4]).includes(own)).map(other => `${other} does not say that it amends ${own}`),
      ...listed([...text.matchAll(/\b00\d\d\b/g)].join(' '))
        .filter(other => !heads.has(other))
        .map(other => `${file} names ${other}`),
    ]
  })
}

const ENDING = /\.(ts|js|cjs|json|md|ejs|scss|sql|svg|html)$/
const FROM_THE_ROOT = /^(src|tests|docs|scripts|views|migrations|seeds|platform|features)\//

/** The paths in a text, as written between backticks, that are no file or folder of the project. */
function lostPaths(texts: Texts, files: readonly string[]): string[] {
  const ends = new Set(files.flatMap(endsOf))
  return [...texts].flatMap(([file, text]) =>
    [...text.matchAll(/`([\w.*-]+(?:\/[\w.*-]+)*\/?)`/g)]
      .map(([, written = '']) => written)
      .filter(written => ENDING.test(written) || FROM_THE_ROOT.test(written))
      .map(written => written.replace(/\/?[\w.-]*\*.*$/, '').replace(/\/$/, ''))
      .filter(written => written !== '' && !ends.has(written))
      .map(written => `${file} names ${written}, which is not there`),
  )
}

/** Every way of writing a path short: from any folder on its way, to any folder on its way. */
function endsOf(file: string): string[] {
  const parts = file.replaceAll('\\', '/').split('/')
  return parts.flatMap((_part, from) => parts.slice(from).map((_, length) => parts.slice(from, from + length + 1).join('/')))
}

const records = read(`${FOLDER}/0*.md`)
const files = [
  ...globSync('{src,tests,docs,scripts,views,migrations,seeds}/**/*', { exclude: ['**/node_modules/**'] }),
  ...globSync('{*,.*}.{ts,js,cjs,json,md}'),
]

test('every record of a decision has the one form, its number, and the facts of who amends whom', () => {
  expect(records.size).toBeGreaterThan(30)
  expect(faultsOf(records)).toEqual([])
})

test('every path that the documents name is there', () => {
  const texts = new Map([...records, ...read('{README,CONTRIBUTING}.md'), ...read('docs/*.md')])
  expect(lostPaths(texts, files)).toEqual([])
})

test('the list of decisions has each of them, with its date and its status', () => {
  const rows = [...records].map(([file, text]) => {
    const [, title = ''] = /^# \d+\. (.*)/.exec(text) ?? []
    const [, , date = '', status = ''] = HEAD.exec(text) ?? []
    return [`[${numberOf(file)}](${path.posix.basename(file)})`, title, date, status]
  })
  const written = readFileSync(`${FOLDER}/README.md`, 'utf8')
    .split('\n')
    .filter(line => line.startsWith('| [0'))
    .map(line =>
      line
        .split('|')
        .slice(1, -1)
        .map(cell => cell.trim()),
    )
  expect(written).toEqual(rows)
})

const record = (number: number, rest: { status?: string; amends?: string; parts?: readonly string[] } = {}): [string, string] => [
  `${FOLDER}/${String(number).padStart(4, '0')}-x.md`,
  `# ${number}. A title\n\nDate: 2026-11-28\nStatus: ${rest.status ?? 'accepted'}\n${rest.amends ? `Amends: ${rest.amends}\n` : ''}\n${(rest.parts ?? PARTS).map(part => `**${part}.** Words.`).join('\n\n')}\n`,
]

test.each<[string, [string, string][], string]>([
  ['a status of another kind', [record(1, { status: 'proposed' })], 'does not begin with'],
  ['a part that is missing', [record(1, { parts: ['Context', 'Decision', 'Consequences'] })], 'lacks its part Rejected'],
  ['parts in another order', [record(1, { parts: ['Context', 'Rejected', 'Decision', 'Consequences'] })], 'lacks its part Rejected'],
  ['a gap in the numbers', [record(1), record(3)], 'is the 2th record'],
  ['an amendment that the older record does not know', [record(1), record(2, { amends: '0001' })], '0001 does not say that 0002 amends it'],
  [
    'an amendment that the newer one does not know',
    [record(1, { status: 'amended by 0002' }), record(2)],
    '0002 does not say that it amends 0001',
  ],
  ['a record that is not there', [record(1, { parts: [...PARTS, 'See 0077'] })], 'names 0077'],
])('%s is found', (_what, planted, says) => {
  expect(faultsOf(new Map(planted)).join('\n')).toContain(says)
})

test.each(['src/features/office/index.ts', 'features/invitations', 'chartSvg.ts', 'src/platform/nowhere/*.ts'])(
  'a lost path is found: %s',
  written => {
    const texts = new Map([['a.md', `As \`${written}\` has it, beside \`listStore.ts\`, \`src/features/*\` and \`returns/merge.ts\`.`]])
    expect(lostPaths(texts, files)).toEqual([`a.md names ${written.replace('/*.ts', '')}, which is not there`])
  },
)
