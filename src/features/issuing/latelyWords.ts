import { sayInstant } from '../../platform/london.ts'
import { sayCount } from '../../platform/say.ts'
import type { SentLately } from './sentLatelyStore.ts'

const by = ({ by: who }: SentLately): string => (who === '' ? '' : ` by ${who}`)

/** "100 of those chosen were sent their link by Ada One, the last at 6:04pm on 28 November, and get no second one now." Blank for none. */
export const sayGetNoSecond = (count: number, latest: SentLately | null): string =>
  count === 0 || latest === null
    ? ''
    : `${sayCount(count, 'of those chosen was sent its link', 'of those chosen were sent their link')}${by(latest)}, the last at ${sayInstant(latest.at)}, and ${count === 1 ? 'gets' : 'get'} no second one now.`

/** The same once all is done. */
export const sayGotNoSecond = (count: number, latest: SentLately | null): string =>
  count === 0 || latest === null
    ? ''
    : `${sayCount(count, 'was', 'were')} sent the link a few minutes before${by(latest)}, the last at ${sayInstant(latest.at)}, and got no second one.`

/** What the second of two people is told who send one link again. */
export const sayWasSent = (name: string, sent: SentLately): string =>
  `The link was sent to ${name}${by(sent)} at ${sayInstant(sent.at)}, so no second message was written. If it does not arrive, show the link and hand it over, or send it again in a quarter of an hour.`
