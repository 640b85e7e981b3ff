import { STATUS, type RegisterFacts } from './establishment.ts'
import { blankFacts } from './register/fields.ts'

/** Types that staff may give to an establishment they add by hand: those that a register lacks first, or only later. */
export const LOCAL_TYPES = [
  {
    code: 14,
    name: 'Pupil referral unit',
    group: { code: 4, name: 'Local authority maintained schools' },
    label: 'Pupil referral unit or other alternative provision',
  },
  { code: 11, name: 'Other independent school', group: { code: 3, name: 'Independent schools' }, label: 'Independent school' },
  { code: 10, name: 'Other independent special school', group: { code: 5, name: 'Special schools' }, label: 'Independent special school' },
  { code: 32, name: 'Special post 16 institution', group: { code: 9, name: 'Other types' }, label: 'Special post-16 institution' },
  { code: 18, name: 'Further education', group: { code: 1, name: 'Colleges' }, label: 'College or other further education' },
  {
    code: 15,
    name: 'Local authority nursery school',
    group: { code: 4, name: 'Local authority maintained schools' },
    label: 'Nursery or other early years setting',
  },
  { code: 27, name: 'Miscellaneous', group: { code: 9, name: 'Other types' }, label: 'Something else' },
] as const

export const LOCAL_PHASES = [
  { code: 0, name: 'Not applicable' },
  { code: 1, name: 'Nursery' },
  { code: 2, name: 'Primary' },
  { code: 4, name: 'Secondary' },
  { code: 6, name: '16 plus' },
  { code: 7, name: 'All-through' },
] as const

/** What staff say about an establishment that the register does not have. */
export type LocalFacts = {
  name: string
  typeCode: number
  phaseCode: number
  laCode: number | null
  laName: string
  lowAge: number | null
  highAge: number | null
  street: string
  town: string
  postcode: string
  telephone: string
  isOpen: boolean
}

/** These words as the facts of the register. @param before what is stored, when a record is changed */
export function factsOfLocal(local: LocalFacts, before: RegisterFacts = blankFacts()): RegisterFacts {
  const type = LOCAL_TYPES.find(({ code }) => code === local.typeCode)
  const phase = LOCAL_PHASES.find(({ code }) => code === local.phaseCode)
  const { name, laCode, laName, lowAge, highAge, street, town, postcode, telephone, isOpen } = local
  return {
    ...before,
    ...{ name, laCode, laName, lowAge, highAge, street, town, postcode, telephone },
    typeCode: local.typeCode,
    typeName: type?.name ?? before.typeName,
    typeGroupCode: type?.group.code ?? before.typeGroupCode,
    typeGroupName: type?.group.name ?? before.typeGroupName,
    phaseCode: local.phaseCode,
    phaseName: phase?.name ?? before.phaseName,
    statusCode: isOpen ? STATUS.open : STATUS.closed,
    statusName: isOpen ? 'Open' : 'Closed',
  }
}
