import type { Dice } from './random.ts'

/** The people of an invented establishment. */
export type Person = { name: string; email: string }

export type InventedEstablishment = {
  scheme: 'urn' | 'ofsted_ey'
  identifier: string
  number: number | null
  name: string
  slug: string
  type: { code: number | null; name: string; groupCode: number | null; groupName: string }
  phase: { code: number; name: string }
  ages: [number, number]
  boarders: boolean
  sixthForm: boolean
  nursery: boolean
  pupils: number
  trust: string
  denomination: string
  district: string
  postcode: string
  head: Person
  dsl: Person
  chair: Person
}

type Kind = Pick<InventedEstablishment, 'type' | 'phase' | 'ages'> & {
  count: number
  suffixes: readonly string[]
  pupils: [number, number]
  boarding?: true
  sixthForm?: true
  scheme?: 'ofsted_ey'
}

const maintained = { groupCode: 4, groupName: 'Local authority maintained schools' }
const academies = { groupCode: 10, groupName: 'Academies' }
const free = { groupCode: 11, groupName: 'Free Schools' }
const special = { groupCode: 5, groupName: 'Special schools' }
const independent = { groupCode: 3, groupName: 'Independent schools' }
const PRIMARY = { code: 2, name: 'Primary' }
const SECONDARY = { code: 4, name: 'Secondary' }
const NO_PHASE = { code: 0, name: 'Not applicable' }

/** 118 establishments, as a city has them. */
const KINDS: readonly Kind[] = [
  {
    count: 34,
    type: { code: 1, name: 'Community school', ...maintained },
    phase: PRIMARY,
    ages: [4, 11],
    suffixes: ['Primary School', 'Community Primary School'],
    pupils: [180, 460],
  },
  {
    count: 14,
    type: { code: 2, name: 'Voluntary aided school', ...maintained },
    phase: PRIMARY,
    ages: [4, 11],
    suffixes: ['Catholic Primary School', 'C of E Primary School'],
    pupils: [150, 420],
  },
  {
    count: 22,
    type: { code: 34, name: 'Academy converter', ...academies },
    phase: PRIMARY,
    ages: [3, 11],
    suffixes: ['Primary Academy', 'Academy'],
    pupils: [200, 640],
  },
  {
    count: 4,
    type: { code: 1, name: 'Community school', ...maintained },
    phase: PRIMARY,
    ages: [4, 7],
    suffixes: ['Infant School'],
    pupils: [120, 270],
  },
  {
    count: 4,
    type: { code: 5, name: 'Foundation school', ...maintained },
    phase: PRIMARY,
    ages: [7, 11],
    suffixes: ['Junior School'],
    pupils: [180, 360],
  },
  {
    count: 8,
    type: { code: 34, name: 'Academy converter', ...academies },
    phase: SECONDARY,
    ages: [11, 18],
    suffixes: ['Academy', 'High School'],
    pupils: [900, 1800],
    sixthForm: true,
  },
  {
    count: 6,
    type: { code: 28, name: 'Academy sponsor led', ...academies },
    phase: SECONDARY,
    ages: [11, 16],
    suffixes: ['Academy'],
    pupils: [700, 1300],
  },
  {
    count: 2,
    type: { code: 35, name: 'Free schools', ...free },
    phase: SECONDARY,
    ages: [11, 16],
    suffixes: ['Free School'],
    pupils: [400, 800],
  },
  {
    count: 5,
    type: { code: 7, name: 'Community special school', ...special },
    phase: NO_PHASE,
    ages: [3, 19],
    suffixes: ['Special School', 'School'],
    pupils: [60, 190],
  },
  {
    count: 2,
    type: { code: 44, name: 'Academy special converter', ...academies },
    phase: NO_PHASE,
    ages: [5, 16],
    suffixes: ['Special Academy'],
    pupils: [70, 160],
  },
  {
    count: 3,
    type: { code: 14, name: 'Pupil referral unit', ...maintained },
    phase: NO_PHASE,
    ages: [11, 16],
    suffixes: ['Pupil Referral Unit', 'Learning Centre'],
    pupils: [24, 90],
  },
  {
    count: 6,
    type: { code: 11, name: 'Other independent school', ...independent },
    phase: NO_PHASE,
    ages: [3, 18],
    suffixes: ['House School', 'Preparatory School'],
    pupils: [90, 620],
    boarding: true,
  },
  {
    count: 3,
    type: { code: 18, name: 'Further education', groupCode: 1, groupName: 'Colleges' },
    phase: { code: 6, name: '16 plus' },
    ages: [16, 99],
    suffixes: ['College', 'Sixth Form College'],
    pupils: [1100, 3400],
  },
  {
    count: 3,
    type: { code: 15, name: 'Local authority nursery school', ...maintained },
    phase: { code: 1, name: 'Nursery' },
    ages: [2, 5],
    suffixes: ['Nursery School'],
    pupils: [60, 130],
  },
  {
    count: 2,
    type: { code: null, name: 'Registered early years provider', groupCode: null, groupName: '' },
    phase: { code: 1, name: 'Nursery' },
    ages: [0, 5],
    suffixes: ['Day Nursery'],
    pupils: [30, 80],
    scheme: 'ofsted_ey',
  },
]

const PLACES = [
  'Alderbrook',
  'Ashgrove',
  'Barley Hill',
  'Beckside',
  'Birchfield',
  'Blackthorn',
  'Bramble Lane',
  'Bridgewater',
  'Broadoak',
  'Brookvale',
  'Canal Street',
  'Carr Lane',
  'Castle Mount',
  'Cedar Road',
  'Chapel Fold',
  'Cherry Bank',
  'Clayfield',
  'Cloverdale',
  'Copperfield',
  'Cornmill',
  'Crossley',
  'Dale End',
  'Dovecote',
  'Eastfield',
  'Elm Park',
  'Fairhaven',
  'Ferndown',
  'Foundry Road',
  'Foxglove',
  'Garth',
  'Glebe',
  'Grange Moor',
  'Greenacre',
  'Greystone',
  'Harbour View',
  'Hawthorn',
  'Hazel Bank',
  'Heathfield',
  'Highcliffe',
  'Hillside',
  'Hollins',
  'Holme Valley',
  'Ings Road',
  'Ivy Lane',
  'Jubilee',
  'Kestrel',
  'Kiln Lane',
  'Kingsmead',
  'Lakeside',
  'Larchwood',
  'Larkrise',
  'Limefield',
  'Linden',
  'Longmeadow',
  'Lower Moor',
  'Manor Park',
  'Maple Grove',
  'Marsh Lane',
  'Meadowbank',
  'Mere View',
  'Mill Race',
  'Moorside',
  'Mosscroft',
  'Netherfield',
  'Newbridge',
  'Northgate',
  'Oakfield',
  'Old Quarry',
  'Orchard',
  'Park View',
  'Pennine',
  'Pine Ridge',
  'Priory',
  'Quayside',
  'Ravenscar',
  'Redbrick Lane',
  'Ridgeway',
  'Riverside',
  'Rosewood',
  'Rowan Tree',
  'Saltmarsh',
  'Sandbeck',
  'Sandy Lane',
  'Shaw Hill',
  'Silverdale',
  'Skylark',
  'South Bank',
  'Springfield',
  'St Aidan’s',
  'St Anselm’s',
  'St Bede’s',
  'St Clare’s',
  'St Columba’s',
  'St Cuthbert’s',
  'St Hild’s',
  'St Jude’s',
  'St Monica’s',
  'St Oswald’s',
  'St Thomas à Becket',
  'Stanley Road',
  'Stone Cross',
  'Sycamore',
  'Tanner’s Brook',
  'Thornhill',
  'Tower Street',
  'Towngate',
  'Trinity',
  'Upper Green',
  'Valley Road',
  'Viaduct',
  'Wansford',
  'Water Lane',
  'Weavers',
  'Westfield',
  'Whinmoor',
  'Willow Bank',
  'Windmill',
  'Woodlands',
  'Yew Tree',
]

const FIRST = [
  'Aaliyah',
  'Adebayo',
  'Aisha',
  'Alison',
  'Amir',
  'Andrew',
  'Anita',
  'Bethan',
  'Callum',
  'Catherine',
  'Chidi',
  'Claire',
  'Daniel',
  'David',
  'Deborah',
  'Eleanor',
  'Emma',
  'Farah',
  'Fiona',
  'Gareth',
  'Grace',
  'Hannah',
  'Harpreet',
  'Helen',
  'Ian',
  'Imran',
  'Jacqueline',
  'James',
  'Jasmine',
  'Joanne',
  'Joseph',
  'Karen',
  'Kwame',
  'Laura',
  'Leila',
  'Lewis',
  'Louise',
  'Marcus',
  'Maria',
  'Mark',
  'Mei',
  'Michael',
  'Mohammed',
  'Naomi',
  'Natalie',
  'Niamh',
  'Olivia',
  'Paul',
  'Peter',
  'Precious',
  'Rachel',
  'Rebecca',
  'Robert',
  'Rosalind',
  'Ruth',
  'Samina',
  'Sarah',
  'Sean',
  'Simon',
  'Siobhan',
  'Stephen',
  'Susan',
  'Tariq',
  'Thomas',
  'Victoria',
  'Wendy',
  'Yusuf',
  'Zoe',
]
const LAST = [
  'Adeyemi',
  'Ahmed',
  'Akhtar',
  'Anderson',
  'Bailey',
  'Barnes',
  'Begum',
  'Bennett',
  'Brennan',
  'Brooks',
  'Campbell',
  'Chaudhry',
  'Clarke',
  'Collins',
  'Cooper',
  'Davies',
  'Dhillon',
  'Donnelly',
  'Edwards',
  'Evans',
  'Fletcher',
  'Foster',
  'Gibson',
  'Graham',
  'Hall',
  'Hargreaves',
  'Hughes',
  'Hussain',
  'Iqbal',
  'Jackson',
  'Jenkins',
  'Johnson',
  'Kaur',
  'Kelly',
  'Khan',
  'Lawson',
  'Mahmood',
  'Marshall',
  'Mensah',
  'Mitchell',
  'Morgan',
  'Murphy',
  'Nguyen',
  'O’Brien',
  'Okafor',
  'Okonkwo',
  'Osei',
  'Parker',
  'Patel',
  'Phillips',
  'Quinn',
  'Rahman',
  'Reynolds',
  'Roberts',
  'Sharma',
  'Shaw',
  'Singh',
  'Sutcliffe',
  'Taylor',
  'Thompson',
  'Walker',
  'Whitaker',
  'Williams',
  'Wood',
  'Yates',
]
const TRUSTS = ['Beacon Learning Trust', 'Tideway Schools Trust', 'Three Rivers Academy Trust', 'Kingfisher Multi-Academy Trust']
const DISTRICTS = ['North', 'Harbour', 'Central', 'Moor Edge', 'South']

/** The establishments of Northmoor, an authority that does not exist: no name is that of a real person, and no identifier is in use. */
export function inventEstablishments(dice: Dice): InventedEstablishment[] {
  const places = dice.shuffled(PLACES)
  const kinds = dice.shuffled(KINDS.flatMap(kind => Array.from({ length: kind.count }, () => kind)))
  return kinds.map((kind, at) => invent(kind, places[at] ?? `Place ${at}`, at, dice))
}

function invent(kind: Kind, place: string, at: number, dice: Dice): InventedEstablishment {
  const name = `${place} ${suffixOf(kind, place, dice)}`
  const slug = name
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '')
  const domain = `${slug}.northmoor.example`
  const someone = (): Person => {
    const first = dice.pick(FIRST)
    const last = dice.pick(LAST)
    return { name: `${first} ${last}`, email: `${first[0] ?? ''}.${last.replace(/[^A-Za-z]/g, '')}@${domain}`.toLowerCase() }
  }
  const academy = kind.type.groupCode === 10
  return {
    scheme: kind.scheme ?? 'urn',
    identifier: kind.scheme ? `EY9${String(10_001 + at)}` : String(990_001 + at),
    number: kind.scheme ? null : (kind.phase.code === 4 ? 4000 : 2000) + at,
    name,
    slug,
    type: kind.type,
    phase: kind.phase,
    ages: kind.ages,
    boarders: kind.boarding === true && dice.chance(0.5),
    sixthForm: kind.sixthForm === true,
    nursery: kind.ages[0] <= 3 && kind.phase.code <= 2,
    pupils: dice.whole(...kind.pupils),
    trust: academy ? dice.pick(TRUSTS) : '',
    denomination: name.includes('Catholic') ? 'Roman Catholic' : name.includes('C of E') ? 'Church of England' : 'Does not apply',
    district: dice.pick(DISTRICTS),
    postcode: `NM${dice.whole(1, 19)} ${dice.whole(1, 9)}${dice.pick(['AB', 'DE', 'HJ', 'LN', 'PQ', 'RT', 'UW'])}`,
    head: someone(),
    dsl: someone(),
    chair: someone(),
  }
}

/** A saint's name goes with a church school, and the other way round as far as the names last. */
function suffixOf(kind: Kind, place: string, dice: Dice): string {
  const suffix = dice.pick(kind.suffixes)
  return place.startsWith('St ') && suffix === 'Primary School' ? 'Catholic Primary School' : suffix
}
