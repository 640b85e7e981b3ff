import type { Id } from '../../platform/id.ts'

/** The two national schemes that give establishments a number, and our own for those that have none yet. */
export type Scheme = 'urn' | 'ofsted_ey' | 'local'

const SCHEME_WORDS: Record<Scheme, string> = { urn: 'URN', ofsted_ey: 'Ofsted number', local: 'Local record' }

/** EstablishmentStatus (code) of the GIAS extract. */
export const STATUS = { open: 1, closed: 2, closing: 3, proposed: 4 } as const

/** Statuses of establishments that are open today, also when it is known that they will close. */
export const OPEN_CODES = [STATUS.open, STATUS.closing] as const

/** What the register says of an establishment; names and codes are those of the GIAS extract, dates are 'YYYY-MM-DD'. */
export type RegisterFacts = {
  name: string
  laCode: number | null
  laName: string
  establishmentNumber: number | null
  typeCode: number | null
  typeName: string
  typeGroupCode: number | null
  typeGroupName: string
  statusCode: number
  statusName: string
  phaseCode: number | null
  phaseName: string
  lowAge: number | null
  highAge: number | null
  boardersCode: number | null
  boardersName: string
  sixthFormCode: number | null
  nursery: string
  gender: string
  religiousCharacter: string
  diocese: string
  furtherEducationType: string
  trustCode: string
  trustName: string
  federationName: string
  pupils: number | null
  capacity: number | null
  openedOn: string | null
  closedOn: string | null
  closedReasonCode: number | null
  closedReason: string
  street: string
  locality: string
  town: string
  county: string
  postcode: string
  telephone: string
  website: string
  headTitle: string
  headFirstName: string
  headLastName: string
  headJobTitle: string
  district: string
  ward: string
  changedOn: string | null
}

/** An establishment of a partnership: how it is identified, what the register says, and what staff decided. */
export type Establishment = RegisterFacts & {
  id: Id<'establishment'>
  scheme: Scheme
  identifier: string
  /** The question set that staff chose against what its type suggests. */
  setOverride: string | null
  source: 'register' | 'local'
}

/** "888/2001", the number that the Department for Education knows it by; null without both halves. */
export function dfeNumber(establishment: Pick<RegisterFacts, 'laCode' | 'establishmentNumber'>): string | null {
  const { laCode, establishmentNumber } = establishment
  if (laCode === null || establishmentNumber === null) return null
  return `${String(laCode).padStart(3, '0')}/${String(establishmentNumber).padStart(4, '0')}`
}

/** "URN 126416", "Ofsted EY234567", "Local record L1". */
export function sayIdentifier(establishment: Pick<Establishment, 'scheme' | 'identifier'>): string {
  const { scheme, identifier } = establishment
  return `${scheme === 'ofsted_ey' ? 'Ofsted' : SCHEME_WORDS[scheme]} ${identifier}`
}

/** What tells an establishment from another of its name: "Northmoor, URN 126416". */
export const sayPlace = (establishment: Pick<Establishment, 'scheme' | 'identifier' | 'town'>): string =>
  [establishment.town.trim(), sayIdentifier(establishment)].filter(part => part !== '').join(', ')

/** What the questionnaires look at to choose a set and to judge conditions: plain fields of the register. */
export type RegisteredFields = Pick<
  Establishment,
  | 'scheme'
  | 'typeCode'
  | 'typeGroupCode'
  | 'phaseCode'
  | 'lowAge'
  | 'highAge'
  | 'boardersCode'
  | 'sixthFormCode'
  | 'nursery'
  | 'furtherEducationType'
>

/** What somebody typed as the number of an establishment, in the one way that it is kept. Null when it is of no scheme. */
export function readIdentifier(typed: string): { scheme: 'urn' | 'ofsted_ey'; identifier: string } | null {
  const text = typed.trim().toUpperCase().replace(/\s+/g, '')
  if (/^[1-9]\d{5}$/.test(text)) return { scheme: 'urn', identifier: text }
  if (/^EY\d{6}$/.test(text)) return { scheme: 'ofsted_ey', identifier: text }
  return null
}
