import type { RegisterFacts } from '../establishment.ts'

/** What the register calls each status, from 1. */
const STATUSES = ['', 'open', 'closed', 'open, but proposed to close', 'proposed to open']
const PHASES = [
  'not applicable',
  'nursery',
  'primary',
  'middle deemed primary',
  'secondary',
  'middle deemed secondary',
  '16 plus',
  'all-through',
]
const TYPES: Record<string, number> = {
  'community school': 1,
  'voluntary aided school': 2,
  'voluntary controlled school': 3,
  'foundation school': 5,
  'city technology college': 6,
  'community special school': 7,
  'non-maintained special school': 8,
  'other independent special school': 10,
  'other independent school': 11,
  'foundation special school': 12,
  'pupil referral unit': 14,
  'local authority nursery school': 15,
  'further education': 18,
  'academy sponsor led': 28,
  'academy special sponsor led': 33,
  'academy converter': 34,
  'free schools': 35,
  'free schools special': 36,
  'free schools alternative provision': 38,
  'academy alternative provision converter': 42,
  'academy alternative provision sponsor led': 43,
  'academy special converter': 44,
}

const codeIn = (names: readonly string[]) => (name: string) => {
  const found = name === '' ? -1 : names.indexOf(name)
  return found < 0 ? undefined : found
}

type Coded = { code: 'statusCode' | 'phaseCode' | 'typeCode'; name: 'statusName' | 'phaseName' | 'typeName'; header: string }
const CODED: readonly (Coded & { codeOf: (name: string) => number | undefined })[] = [
  { code: 'statusCode', name: 'statusName', header: 'EstablishmentStatus', codeOf: codeIn(STATUSES) },
  { code: 'phaseCode', name: 'phaseName', header: 'PhaseOfEducation', codeOf: codeIn(PHASES) },
  { code: 'typeCode', name: 'typeName', header: 'TypeOfEstablishment', codeOf: name => TYPES[name] },
]

/**
 * A code that says another thing than the name beside it: what is true cannot be told, and nobody is closed by it. Only the name
 * that the register has for *another* code contradicts: names drift from year to year.
 */
export function contradiction(facts: Partial<RegisterFacts>): { fault: string; header: string } | null {
  for (const { code, name, header, codeOf } of CODED) {
    const [stands, said] = [facts[code] ?? null, facts[name] ?? '']
    const named = codeOf(said.trim().toLowerCase())
    if (named === undefined || stands === null || named === stands) continue
    return {
      header: `${header} (code)`,
      fault: `${header} (code) is “${stands}” and ${header} (name) is “${said.trim()}”: they contradict each other. Put right the one that is wrong`,
    }
  }
  return null
}
