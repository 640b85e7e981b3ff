import { STATUS } from '../establishments/index.ts'
import { chooseSet, type RegisteredEstablishment, type SetCode } from '../questionnaires/index.ts'
import { sayDay } from '../../platform/london.ts'
import type { RoundMode } from './round.ts'

/** Whether an establishment can be asked in a round, by its status in the register. */
export type Eligibility = { canBeAdded: boolean; banner: string | null }

/**
 * Whether an establishment can be asked: open ones can; one that is going to close can, and is marked, since it is still due;
 * one that has not opened yet can be added from the day it opens; a closed one never.
 */
export function eligibilityOf(
  establishment: { statusCode: number; openedOn: string | null; closedOn: string | null },
  today: string,
): Eligibility {
  const { statusCode, openedOn, closedOn } = establishment
  if (statusCode === STATUS.closed) return { canBeAdded: false, banner: 'Closed' }
  if (statusCode === STATUS.closing)
    return { canBeAdded: true, banner: closedOn === null ? 'Open, but proposed to close' : `Closes on ${sayDay(closedOn)}` }
  if (statusCode === STATUS.proposed) {
    if (openedOn === null) return { canBeAdded: false, banner: 'Not open yet' }
    return openedOn <= today
      ? { canBeAdded: true, banner: `Opened on ${sayDay(openedOn)}, says the register, though it still calls it proposed` }
      : { canBeAdded: false, banner: `Opens on ${sayDay(openedOn)}` }
  }
  return { canBeAdded: true, banner: null }
}

/** The same rule in SQL over `establishments e`; a test holds the two equal. Takes `:today`. */
export const CAN_BE_ADDED_SQL = `(e.status_code not in (${STATUS.closed}, ${STATUS.proposed}) or (e.status_code = ${STATUS.proposed} and e.opened_on <= :today::date))`

/** What the register says of an establishment that the choice of its set, and the number of its questions, depend on. */
export type Registered = RegisteredEstablishment & { setOverride: SetCode | null }

export type ChosenSet = { set: SetCode; reason: 'by type' | 'chosen by staff' }

/** The question set of an establishment in a round: what staff said in the register, or what the round's mode and the register lead to. */
export function setFor(establishment: Registered, mode: RoundMode): ChosenSet {
  if (establishment.setOverride !== null) return { set: establishment.setOverride, reason: 'chosen by staff' }
  return { set: mode === 'declaration' ? 'F' : chooseSet(establishment), reason: 'by type' }
}

/** Why a return has its set, as a table says it. */
export function setReasonWords(reason: 'by type' | 'chosen by staff', mode: RoundMode, typeName: string): string {
  if (reason === 'chosen by staff') return 'Chosen by staff'
  if (mode === 'declaration') return 'This round is a short declaration'
  return typeName === '' ? 'By type and ages' : `By type: ${typeName}`
}
