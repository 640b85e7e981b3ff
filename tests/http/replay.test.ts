import { together } from '../support/together.ts'

await together(new URL('./replay/', import.meta.url))
