import { chance, type Chance } from '../../unit/documentText/chance.ts'
import { nhsNumber, upn } from '../../unit/documentText/identifiers.ts'
import { csv, pdf, word, workbook } from './writers.ts'

/** A file as schools send it, and what is really in it. */
export type SchoolFile = {
  name: string
  content: Buffer
  /** Whether a child could be recognised by it. */
  ofChildren: boolean
  upns: string[]
  nhsNumbers: string[]
}

const FIRST = [
  'Amelia',
  'Oliver',
  'Noah',
  'Ayesha',
  'Zofia',
  'Kwame',
  'Priya',
  'Siân',
  'Jack',
  'Olivia',
  'Mohammed',
  'Chloe',
  'Tomasz',
  'Grace',
]
const LAST = [
  'Brown',
  'Stone',
  'Khan',
  'O’Neill',
  'Nowak',
  'Mensah',
  'Patel',
  'Hughes',
  'Smith-Jones',
  'Begum',
  'Taylor',
  'Okafor',
  'Wright',
]
const ROLES = ['Teacher', 'DSL', 'Deputy DSL', 'Teaching assistant', 'Site manager', 'Governor', 'Cook']
const POLICY = [
  'This policy says what everybody at our school does to keep children safe, and whom they tell.',
  'The child comes first. A child may speak to any adult; the adult listens, and tells the designated safeguarding lead.',
  'Each pupil is taught about online safety every year. Pupil Premium children are included.',
  'Staff read Part one of Keeping children safe in education 2026, and sign that they have.',
  'Every Child A Talker is our programme for early language.',
  'We learned from the Child Q review and from the local safeguarding practice review about Child C.',
]

const upnOf = (of: Chance): string =>
  upn(
    `${of.one(['801', '330', '873', '209'])}${of.digits(4)}${of.one(['14', '19', '22'])}${of.digits(2)}${of.below(12) === 0 ? of.letter('ABCDEFGH') : of.digits(1)}`,
  )
const nhsOf = (of: Chance): string => nhsNumber(of.one([400, 430, 485, 610, 650, 701]) * 1_000_000 + of.below(900_000))
const spaced = (number: string) => `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}`
const name = (of: Chance) => `${of.one(FIRST)} ${of.one(LAST)}`
const telephone = (of: Chance) =>
  of.one([
    `0117 496 ${of.digits(4)}`,
    `01632 960${of.digits(3)}`,
    `07700 900${of.digits(3)}`,
    `020 7946 0${of.digits(3)}`,
    `+44 1632 960 ${of.digits(3)}`,
  ])

type Made = Omit<SchoolFile, 'name'>
type Maker = (of: Chance) => Promise<Made & { ending: string }>

const many = <One>(count: number, make: () => One): One[] => Array.from({ length: count }, make)
const policyLines = (of: Chance) => [
  ...POLICY,
  `Telephone ${telephone(of)}. URN ${of.digits(6)}. DfE number ${of.digits(3)}/${of.digits(4)}. Charity 1${of.digits(6)}.`,
  `Approved by the governing board on ${of.day(2025, 2025)}. Next review: September 2027.`,
]
const innocent = (ending: string, content: Buffer) => ({ ending, content, ofChildren: false, upns: [], nhsNumbers: [] })

/** Files with details of children, each kind so often. */
const WITH: readonly [number, Maker][] = [
  [
    18,
    async of => {
      const upns = many(8 + of.below(20), () => upnOf(of))
      const rows = upns.map(number => [
        of.one(LAST),
        of.one(FIRST),
        of.below(2) ? of.day(2010, 2020) : new Date(Date.UTC(2012 + of.below(8), 2, 3)),
        number,
      ])
      return {
        ending: 'xlsx',
        content: await workbook([['Class list 5B'], ['Legal surname', 'Forename', 'DOB', 'UPN'], ...rows], of.below(4) === 0),
        ofChildren: true,
        upns,
        nhsNumbers: [],
      }
    },
  ],
  [
    15,
    of => {
      const upns = many(5 + of.below(20), () => upnOf(of))
      const content = csv([['UPN', 'Surname', 'Forename', 'Year group'], ...upns.map(number => [number, of.one(LAST), of.one(FIRST), '5'])])
      return Promise.resolve({ ending: 'csv', content, ofChildren: true, upns, nhsNumbers: [] })
    },
  ],
  [
    12,
    async of => {
      const upns = many(1 + of.below(3), () => upnOf(of))
      return {
        ending: 'pdf',
        content: await pdf([...policyLines(of), ...upns.map(number => `We spoke about ${number} at the meeting.`)]),
        ofChildren: true,
        upns,
        nhsNumbers: [],
      }
    },
  ],
  [
    15,
    async of => {
      const number = nhsOf(of)
      const said = of.one([`NHS number: ${number}`, `NHS No ${spaced(number)}`, `The family’s GP gave ${spaced(number)} for the referral.`])
      return {
        ending: 'docx',
        content: await word(['Record of concern', said, `Date of birth: ${of.day(2009, 2021)}`, ...POLICY]),
        ofChildren: true,
        upns: [],
        nhsNumbers: [number],
      }
    },
  ],
  [
    10,
    async of => {
      const upns = many(6 + of.below(10), () => upnOf(of))
      return {
        ending: 'pdf',
        content: await pdf(['Pupil name Form DOB UPN', ...upns.map(number => `${name(of)} 7C ${of.day(2010, 2016)} ${number}`)]),
        ofChildren: true,
        upns,
        nhsNumbers: [],
      }
    },
  ],
  [
    8,
    async of => ({
      ending: 'docx',
      content: await word([
        ...POLICY,
        'Child A told a teacher what had happened.',
        `Child B was seen on ${of.day(2025, 2026)}.`,
        'Child A is safe.',
      ]),
      ofChildren: true,
      upns: [],
      nhsNumbers: [],
    }),
  ],
  [
    10,
    async of => {
      const nhsNumbers = many(4 + of.below(12), () => nhsOf(of))
      return {
        ending: 'xlsx',
        content: await workbook([['Child', 'NHS no.', 'Plan'], ...nhsNumbers.map(number => [name(of), number, 'Asthma'])]),
        ofChildren: true,
        upns: [],
        nhsNumbers,
      }
    },
  ],
  [
    8,
    async of => {
      const upns = many(4 + of.below(8), () => upnOf(of))
      return {
        ending: 'docx',
        content: await word(POLICY, [['Pupil', 'UPN', 'Attendance'], ...upns.map(number => [name(of), number, '92%'])]),
        ofChildren: true,
        upns,
        nhsNumbers: [],
      }
    },
  ],
  [
    // One number by itself, of which nothing says what it is: it could be any.
    4,
    async of => {
      const number = nhsOf(of)
      return {
        ending: 'docx',
        content: await word([...POLICY, `We wrote to the clinic about ${number} again.`]),
        ofChildren: true,
        upns: [],
        nhsNumbers: [number],
      }
    },
  ],
]

/** Files that name no child, near misses among them. */
const WITHOUT: readonly [number, Maker][] = [
  [18, async of => innocent('pdf', await pdf(policyLines(of)))],
  [17, async of => innocent('docx', await word(policyLines(of)))],
  [
    14,
    async of =>
      innocent(
        'xlsx',
        await workbook([
          ['Surname', 'Forename', 'Role', 'Trained on'],
          ...many(15, () => [of.one(LAST), of.one(FIRST), of.one(ROLES), of.day(2021, 2026)]),
        ]),
      ),
  ],
  [
    10,
    of =>
      Promise.resolve(
        innocent(
          'csv',
          csv([
            ['Name', 'Job title', 'Course', 'Date'],
            ...many(12, () => [name(of), of.one(ROLES), 'Child protection level 2', of.day(2022, 2026)]),
          ]),
        ),
      ),
  ],
  [
    12,
    async of =>
      innocent(
        'docx',
        await word([
          'Minutes of the governing board',
          `Present: ${name(of)}, ${name(of)}`,
          `Invoice ${of.digits(10)} was approved, order ${of.digits(3)} ${of.digits(3)} ${of.digits(4)} too.`,
          'Year 3 pupils spoke about safety.',
          ...POLICY,
        ]),
      ),
  ],
  [
    6,
    async of =>
      innocent(
        'xlsx',
        await workbook([
          ['Name', 'Date of birth', 'DBS number', 'Checked'],
          ...many(10, () => [name(of), of.day(1960, 2000), of.digits(12), of.day(2020, 2026)]),
        ]),
      ),
  ],
  [
    9,
    of =>
      Promise.resolve(
        innocent(
          'csv',
          csv([
            ['Supplier', 'Invoice', 'Amount'],
            ...many(20, () => [of.one(['Acme', 'Books Ltd', 'Paper & Co']), of.digits(10), `${of.digits(3)}.50`]),
          ]),
        ),
      ),
  ],
  [
    4,
    async of =>
      innocent(
        'xlsx',
        await workbook([['Asset', 'Serial'], ...many(5, () => ['Laptop', `${of.letter('ABCDEFGHJKLMN')}${of.digits(11)}X`])]),
      ),
  ],
  [5, of => Promise.resolve(innocent('csv', csv([['Contact', 'Telephone'], ...many(15, () => [name(of), telephone(of)])])))],
  [
    5,
    async of =>
      innocent(
        'xlsx',
        await workbook([
          ['Pupil group', 'Number', 'Concerns'],
          ...['Year 7', 'Year 8', 'Year 9'].map(year => [year, of.digits(3), of.digits(1)]),
        ]),
      ),
  ],
]

/** Two hundred files, half of them with details of children: the same for the same seed. */
export async function schoolFiles(seed: number): Promise<SchoolFile[]> {
  const of = chance(seed)
  const files: SchoolFile[] = []
  for (const [count, make] of [...WITH, ...WITHOUT])
    for (let nth = 0; nth < count; nth += 1) {
      const { ending, ...made } = await make(of)
      files.push({ name: `file-${files.length + 1}.${ending}`, ...made })
    }
  return files
}
