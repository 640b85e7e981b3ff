import type { CellValue, Column } from '../../src/platform/tabular/column.ts'

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** Whether a value is what its column says that it holds. Blank always is. */
export function obeys({ type, codes }: Pick<Column, 'type' | 'codes'>, value: CellValue | undefined): boolean {
  if (value === null) return true
  if (value === undefined) return false
  if (codes && codes.length > 0 && type !== 'boolean' && !codes.some(code => code.value === value)) return false
  switch (type) {
    case 'text':
      return typeof value === 'string'
    case 'code':
      return typeof value === 'string' && value !== ''
    case 'integer':
      return Number.isInteger(value)
    case 'number':
      return Number.isFinite(value)
    case 'percentage':
      return typeof value === 'number' && value >= 0 && value <= 100
    case 'share':
      return typeof value === 'number' && value >= 0 && value <= 1
    case 'boolean':
      return typeof value === 'boolean'
    case 'date':
      return typeof value === 'string' && DAY.test(value) && !Number.isNaN(Date.parse(value))
    case 'instant':
      return value instanceof Date ? !Number.isNaN(value.getTime()) : Number.isFinite(value)
  }
}
