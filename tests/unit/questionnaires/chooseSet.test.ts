import { chooseSet, factsOf } from '../../../src/features/questionnaires/index.ts'
import type { RegisteredEstablishment, SetCode } from '../../../src/features/questionnaires/index.ts'

const unknown: RegisteredEstablishment = {
  scheme: 'urn',
  typeCode: null,
  typeGroupCode: null,
  phaseCode: null,
  lowAge: null,
  highAge: null,
  boardersCode: null,
  sixthFormCode: null,
  nursery: null,
  furtherEducationType: null,
}

/** Every type of the register: code, name, group, set. */
const TYPES: [number, string, number, SetCode][] = [
  [1, 'Community school', 4, 'A'],
  [2, 'Voluntary aided school', 4, 'A'],
  [3, 'Voluntary controlled school', 4, 'A'],
  [5, 'Foundation school', 4, 'A'],
  [6, 'City technology college', 3, 'B'],
  [7, 'Community special school', 5, 'D'],
  [8, 'Non-maintained special school', 5, 'D'],
  [10, 'Other independent special school', 5, 'D'],
  [11, 'Other independent school', 3, 'B'],
  [12, 'Foundation special school', 5, 'D'],
  [14, 'Pupil referral unit', 4, 'D'],
  [15, 'Local authority nursery school', 4, 'E'],
  [18, 'Further education', 1, 'C'],
  [24, 'Secure units', 9, 'D'],
  [25, 'Offshore schools', 9, 'F'],
  [26, 'Service children’s education', 9, 'F'],
  [27, 'Miscellaneous', 9, 'F'],
  [28, 'Academy sponsor led', 10, 'A'],
  [29, 'Higher education institutions', 2, 'F'],
  [30, 'Welsh establishment', 6, 'F'],
  [31, 'Sixth form centres', 1, 'C'],
  [32, 'Special post 16 institution', 9, 'C'],
  [33, 'Academy special sponsor led', 10, 'D'],
  [34, 'Academy converter', 10, 'A'],
  [35, 'Free schools', 11, 'A'],
  [36, 'Free schools special', 11, 'D'],
  [37, 'British schools overseas', 9, 'F'],
  [38, 'Free schools alternative provision', 11, 'D'],
  [39, 'Free schools 16 to 19', 11, 'C'],
  [40, 'University technical college', 11, 'A'],
  [41, 'Studio schools', 11, 'A'],
  [42, 'Academy alternative provision converter', 10, 'D'],
  [43, 'Academy alternative provision sponsor led', 10, 'D'],
  [44, 'Academy special converter', 10, 'D'],
  [45, 'Academy 16-19 converter', 10, 'C'],
  [46, 'Academy 16 to 19 sponsor led', 10, 'C'],
  [49, 'Online provider', 13, 'F'],
  [56, 'Institution funded by other government department', 9, 'F'],
  [57, 'Academy secure 16 to 19', 10, 'D'],
]

test.each(TYPES)('type %i, %s (group %i), answers set %s', (typeCode, _name, typeGroupCode, set) => {
  expect(chooseSet({ ...unknown, typeCode, typeGroupCode })).toBe(set)
})

test.each<[string, Partial<RegisteredEstablishment>, SetCode]>([
  ['an early-years setting of Ofsted’s register', { scheme: 'ofsted_ey' }, 'E'],
  ['an academy that takes only over-16s', { typeCode: 34, typeGroupCode: 10, lowAge: 16, highAge: 19 }, 'C'],
  ['a free school in the 16 plus phase', { typeCode: 35, typeGroupCode: 11, phaseCode: 6 }, 'C'],
  ['a secondary school with a sixth form', { typeCode: 1, typeGroupCode: 4, phaseCode: 4, lowAge: 11, highAge: 18, sixthFormCode: 1 }, 'A'],
  ['a community school in the nursery phase', { typeCode: 1, typeGroupCode: 4, phaseCode: 1 }, 'E'],
  ['a school for two to five year olds of no known type', { lowAge: 2, highAge: 5 }, 'E'],
  ['an infant school up to 7', { typeCode: 1, typeGroupCode: 4, phaseCode: 2, lowAge: 4, highAge: 7 }, 'A'],
  ['a special school for over-16s', { typeCode: 7, typeGroupCode: 5, lowAge: 16, highAge: 19 }, 'D'],
  ['an independent sixth-form college', { typeCode: 11, typeGroupCode: 3, lowAge: 16, highAge: 19 }, 'B'],
  ['a new type in a known group', { typeCode: 98, typeGroupCode: 5 }, 'D'],
  ['a college of no known type', { furtherEducationType: 'Sixth form college (general)' }, 'C'],
  ['a school whose further education type is not applicable', { furtherEducationType: 'Not applicable' }, 'A'],
  ['an establishment that staff added by hand', { scheme: 'local' }, 'A'],
])('%s answers set %s', (_what, known, set) => {
  expect(chooseSet({ ...unknown, ...known })).toBe(set)
})

const factsNamed = (known: Partial<RegisteredEstablishment>): string[] =>
  Object.entries(factsOf({ ...unknown, ...known })).flatMap(([fact, holds]) => (holds ? [fact] : []))

test.each<[string, Partial<RegisteredEstablishment>, string[]]>([
  [
    'a community primary with nursery classes',
    { typeCode: 1, typeGroupCode: 4, phaseCode: 2, lowAge: 3, highAge: 11, nursery: 'Has Nursery Classes', boardersCode: 1 },
    ['nursery', 'maintained', 'primaryAged'],
  ],
  [
    'an 11 to 18 academy',
    { typeCode: 34, typeGroupCode: 10, lowAge: 11, highAge: 18, sixthFormCode: 1, nursery: 'No Nursery Classes', boardersCode: 0 },
    ['sixthForm', 'academy', 'secondaryAged', 'post16'],
  ],
  [
    'an independent boarding school',
    { typeCode: 11, typeGroupCode: 3, lowAge: 7, highAge: 18, boardersCode: 3 },
    ['boarders', 'independent', 'primaryAged', 'secondaryAged', 'post16'],
  ],
  [
    'a pupil referral unit',
    { typeCode: 14, typeGroupCode: 4, lowAge: 11, highAge: 16 },
    ['alternativeProvision', 'maintained', 'secondaryAged'],
  ],
  [
    'an independent special school',
    { typeCode: 10, typeGroupCode: 5, lowAge: 5, highAge: 16 },
    ['independent', 'special', 'primaryAged', 'secondaryAged'],
  ],
  ['a special free school whose ages are unknown', { typeCode: 36, typeGroupCode: 11 }, ['special', 'academy']],
  ['a college without ages', { typeCode: 18, typeGroupCode: 1 }, ['post16']],
  ['an early-years setting', { scheme: 'ofsted_ey' }, ['nursery']],
  [
    'a boarding school in an extract without codes',
    { typeCode: 11, typeGroupCode: 3, lowAge: 11, highAge: 16, boardersName: 'Boarding School', sixthFormName: 'Has a sixth form' },
    ['boarders', 'sixthForm', 'independent', 'secondaryAged', 'post16'],
  ],
  [
    'a day school in an extract without codes',
    { typeCode: 1, typeGroupCode: 4, lowAge: 11, highAge: 16, boardersName: 'No Boarders', sixthFormName: 'Does not have a sixth form' },
    ['maintained', 'secondaryAged'],
  ],
  ['nothing known', { nursery: 'Not applicable', boardersCode: 9 }, []],
])('facts of %s', (_what, known, facts) => {
  expect(factsNamed(known).sort()).toEqual(facts.sort())
})
