import type { SampleSize } from './draw.ts'
import { CONFIDENCES } from './size.ts'

/** The size of a sample as a file says it: "12", "10%", "95% +/- 5". */
export const sizeText = (size: SampleSize | null): string =>
  size === null
    ? ''
    : 'count' in size
      ? String(size.count)
      : 'percent' in size
        ? `${size.percent}%`
        : `${size.confidence}% +/- ${size.margin}`

/** Reads it back; undefined where it is no size. */
export function sizeIn(text: string): SampleSize | undefined {
  const [, number = '', percent, margin] = /^(\d{1,5})(%)?(?: \+\/- (\d{1,2}(?:\.\d)?))?$/.exec(text) ?? []
  const confidence = CONFIDENCES.find(known => known === Number(number))
  if (margin !== undefined && percent && confidence !== undefined && Number(margin) > 0) return { confidence, margin: Number(margin) }
  if (margin === undefined && Number(number) > 0) return percent ? { percent: Number(number) } : { count: Number(number) }
  return undefined
}
