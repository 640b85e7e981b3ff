import { together } from '../support/together.ts'

await together(new URL('./history/', import.meta.url))
