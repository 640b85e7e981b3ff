import type { PlacesOf } from '../../actions/index.ts'
import { themesOfAction } from '../answerStore.ts'
import { saidDidHref } from '../paths.ts'

/** The themes that an action answers, as its page lists where it stands. */
export const placesInThemes: PlacesOf = async (db, partnershipId, actionId) =>
  (await themesOfAction(db, partnershipId, actionId)).map(({ themeId, roundId, title }) => ({
    text: `The audit said: ${title}`,
    href: `${saidDidHref(roundId)}#theme-${themeId}`,
  }))
