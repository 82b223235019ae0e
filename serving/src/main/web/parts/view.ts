import type { Offer } from "../api";
import type { Route } from "../route";

/** What every view is given. */
export interface ViewProps { route: Route; offer: Offer }
