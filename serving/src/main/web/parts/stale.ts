import type { Row } from "../api";
import { HOUR } from "../time";

/** Past it a value is no longer of now. */
export const STALE_MILLIS = 2 * HOUR;

export const isStale = (row: Row, now: number) => !row.newest || now - Date.parse(row.newest) > STALE_MILLIS;
