import { aboutLines, aboutSheet, type Keeper, type WrittenSheet } from '../../sheetImports/index.ts'
import type { PlanDocument } from '../document.ts'
import { COLUMN_HEADINGS, COLUMNS, MEASURE_COLUMNS, MEASURE_HEADINGS } from './columns.ts'
import { headLines, measureLines, planLines } from './write.ts'

const WIDE = new Set(['statement', 'outcomes', 'what', 'outcomeMeasure', 'words'])

/** A plan as the sheets of a workbook that can be imported again without a difference. */
export const planSheets = (document: PlanDocument, madeFrom: string, keeper: Keeper): WrittenSheet[] => [
  {
    name: 'plan',
    title: 'Plan',
    headings: COLUMNS.map(column => ({ text: COLUMN_HEADINGS[column], wide: WIDE.has(column) })),
    rows: planLines(document),
  },
  {
    name: 'measures',
    title: 'Measures',
    headings: MEASURE_COLUMNS.map(column => ({ text: MEASURE_HEADINGS[column], wide: WIDE.has(column) })),
    rows: measureLines(document),
  },
  aboutSheet([...headLines(document), ...aboutLines(madeFrom, keeper)]),
]
