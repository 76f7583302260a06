import { z } from 'zod'

/**
 * Schemas are checked step by step here: for speed zod would write functions and try them out, which
 * the page's own policy forbids and reports.
 */
z.config({ jitless: true })
