import type { EstablishmentFacts } from '../establishments/index.ts'

/** What the register says about an establishment, as far as sets and conditions look at it; codes are those of the GIAS extract. */
export type RegisteredEstablishment = {
  scheme: 'urn' | 'ofsted_ey' | 'local'
  typeCode: number | null
  typeGroupCode: number | null
  phaseCode: number | null
  lowAge: number | null
  highAge: number | null
  boardersCode: number | null
  sixthFormCode: number | null
  /** NurseryProvision (name) */
  nursery: string | null
  /** FurtherEducationType (name) */
  furtherEducationType: string | null
  /** Boarders (name) and OfficialSixthForm (name): some extracts leave their codes empty. */
  boardersName?: string | null
  sixthFormName?: string | null
}

/** The sets of the library, which the rule chooses among; a partnership's own are chosen by hand. */
export type LibrarySet = 'A' | 'B' | 'C' | 'D' | 'E' | 'F'

type TypeRule = { name: string; set: LibrarySet; special?: true; alternativeProvision?: true }

/**
 * The set for each type of establishment in the register (TypeOfEstablishment code).
 * Set D also takes secure provision, whose children are in the care of the place itself. A secure 16 to 19 academy is one, whatever its name says.
 * Set F, the short declaration, is chosen only where no other set fits: what a partnership does not oversee in the usual way
 * (universities, schools abroad, service children's education, online providers, Welsh and miscellaneous establishments). Staff can override.
 */
const TYPES: Readonly<Record<number, TypeRule>> = {
  1: { name: 'Community school', set: 'A' },
  2: { name: 'Voluntary aided school', set: 'A' },
  3: { name: 'Voluntary controlled school', set: 'A' },
  5: { name: 'Foundation school', set: 'A' },
  6: { name: 'City technology college', set: 'B' },
  7: { name: 'Community special school', set: 'D', special: true },
  8: { name: 'Non-maintained special school', set: 'D', special: true },
  10: { name: 'Other independent special school', set: 'D', special: true },
  11: { name: 'Other independent school', set: 'B' },
  12: { name: 'Foundation special school', set: 'D', special: true },
  14: { name: 'Pupil referral unit', set: 'D', alternativeProvision: true },
  15: { name: 'Local authority nursery school', set: 'E' },
  18: { name: 'Further education', set: 'C' },
  24: { name: 'Secure units', set: 'D' },
  25: { name: 'Offshore schools', set: 'F' },
  26: { name: "Service children's education", set: 'F' },
  27: { name: 'Miscellaneous', set: 'F' },
  28: { name: 'Academy sponsor led', set: 'A' },
  29: { name: 'Higher education institutions', set: 'F' },
  30: { name: 'Welsh establishment', set: 'F' },
  31: { name: 'Sixth form centres', set: 'C' },
  32: { name: 'Special post 16 institution', set: 'C', special: true },
  33: { name: 'Academy special sponsor led', set: 'D', special: true },
  34: { name: 'Academy converter', set: 'A' },
  35: { name: 'Free schools', set: 'A' },
  36: { name: 'Free schools special', set: 'D', special: true },
  37: { name: 'British schools overseas', set: 'F' },
  38: { name: 'Free schools alternative provision', set: 'D', alternativeProvision: true },
  39: { name: 'Free schools 16 to 19', set: 'C' },
  40: { name: 'University technical college', set: 'A' },
  41: { name: 'Studio schools', set: 'A' },
  42: { name: 'Academy alternative provision converter', set: 'D', alternativeProvision: true },
  43: { name: 'Academy alternative provision sponsor led', set: 'D', alternativeProvision: true },
  44: { name: 'Academy special converter', set: 'D', special: true },
  45: { name: 'Academy 16-19 converter', set: 'C' },
  46: { name: 'Academy 16 to 19 sponsor led', set: 'C' },
  49: { name: 'Online provider', set: 'F' },
  56: { name: 'Institution funded by other government department', set: 'F' },
  57: { name: 'Academy secure 16 to 19', set: 'D' },
}

/** EstablishmentTypeGroup code, for types that the table above does not know yet. */
const GROUP_SETS: Readonly<Record<number, LibrarySet>> = {
  1: 'C',
  2: 'F',
  3: 'B',
  4: 'A',
  5: 'D',
  6: 'F',
  9: 'F',
  10: 'A',
  11: 'A',
  13: 'F',
}

const PHASE = { nursery: 1, primary: 2, middlePrimary: 3, secondary: 4, middleSecondary: 5, sixteenPlus: 6, allThrough: 7 } as const
const GROUP = { independent: 3, maintained: 4, academies: 10, freeSchools: 11 } as const

/**
 * The question set for an establishment, from the register alone: by scheme, then type, then group. A mainstream school (A) that
 * takes only nursery children or only over-16s gets the set for them (E or C): the phase and the ages know better than the type.
 */
export const chooseSet = (establishment: RegisteredEstablishment): LibrarySet => {
  if (establishment.scheme === 'ofsted_ey') return 'E'
  const byType = TYPES[establishment.typeCode ?? -1]?.set ?? GROUP_SETS[establishment.typeGroupCode ?? -1] ?? 'A'
  return byType === 'A' ? byAges(establishment) : byType
}

const byAges = ({ typeCode, typeGroupCode, phaseCode, lowAge, highAge, furtherEducationType }: RegisteredEstablishment): LibrarySet => {
  if (phaseCode === PHASE.nursery || (phaseCode !== PHASE.primary && highAge !== null && highAge > 0 && highAge <= 5)) return 'E'
  if (phaseCode === PHASE.sixteenPlus || (lowAge !== null && lowAge >= 16)) return 'C'
  const unknown = typeCode === null && typeGroupCode === null
  return unknown && isNamed(furtherEducationType) ? 'C' : 'A'
}

/** What conditions may ask about an establishment, from the register; what the register does not say is false. */
export const factsOf = (establishment: RegisteredEstablishment): EstablishmentFacts => {
  const { scheme, typeCode, typeGroupCode, nursery, sixthFormCode, sixthFormName, phaseCode } = establishment
  const type = TYPES[typeCode ?? -1]
  const ages = agesOf(establishment)
  const sixthForm = sixthFormCode === null ? /^has\b/i.test(sixthFormName ?? '') : sixthFormCode === 1
  return {
    boarders: hasBoarders(establishment),
    nursery: scheme === 'ofsted_ey' || phaseCode === PHASE.nursery || typeCode === 15 || /^has\b/i.test(nursery ?? ''),
    sixthForm,
    independent: typeGroupCode === GROUP.independent || [6, 10, 11].includes(typeCode ?? -1),
    special: type?.special ?? false,
    alternativeProvision: type?.alternativeProvision ?? false,
    maintained: typeGroupCode === GROUP.maintained || [1, 2, 3, 5, 7, 12, 14, 15].includes(typeCode ?? -1),
    academy: typeGroupCode === GROUP.academies || typeGroupCode === GROUP.freeSchools || ACADEMY_TYPES.includes(typeCode ?? -1),
    primaryAged: ages.low <= 10 && ages.high >= 6,
    secondaryAged: ages.low <= 15 && ages.high >= 12,
    post16: sixthForm || ages.high >= 17,
  }
}

/** Codes 0 not applicable, 1 no boarders, 9 not recorded; the others are boarding schools, residential colleges and children's homes. */
const hasBoarders = ({ boardersCode, boardersName }: RegisteredEstablishment): boolean =>
  boardersCode === null ? /boarding|residential/i.test(boardersName ?? '') : ![0, 1, 9].includes(boardersCode)

/** Free schools are academies in law. */
const ACADEMY_TYPES = [28, 33, 34, 35, 36, 38, 39, 40, 41, 42, 43, 44, 45, 46, 57]

const PHASE_AGES: Readonly<Record<number, { low: number; high: number }>> = {
  [PHASE.nursery]: { low: 2, high: 5 },
  [PHASE.primary]: { low: 4, high: 11 },
  [PHASE.middlePrimary]: { low: 8, high: 12 },
  [PHASE.secondary]: { low: 11, high: 16 },
  [PHASE.middleSecondary]: { low: 9, high: 13 },
  [PHASE.sixteenPlus]: { low: 16, high: 19 },
  [PHASE.allThrough]: { low: 4, high: 18 },
}
const NO_AGES = { low: 99, high: 0 }

/** The statutory ages, or those that its phase or its set usually has. */
const agesOf = (establishment: RegisteredEstablishment): { low: number; high: number } => {
  const { lowAge, highAge, phaseCode } = establishment
  if (lowAge !== null && highAge !== null && highAge > 0) return { low: lowAge, high: highAge }
  const set = chooseSet(establishment)
  const byPhase = PHASE_AGES[phaseCode ?? -1]
  if (byPhase) return byPhase
  return { C: PHASE_AGES[PHASE.sixteenPlus], E: PHASE_AGES[PHASE.nursery] }[set as 'C' | 'E'] ?? NO_AGES
}

const isNamed = (name: string | null): boolean => name !== null && !/^(|not applicable|not recorded)$/i.test(name.trim())
