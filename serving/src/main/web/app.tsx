import "uplot/dist/uPlot.min.css";
import "./style.css";
import { type FunctionComponent, render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { Offer, Problem } from "./api";
import { isTyping, Help } from "./keys";
import { openStream } from "./live";
import { change, link, useRoute } from "./route";
import { apply, current, toggle } from "./theme";
import { Login, logOut, useSession } from "./parts/login";
import { Loading, Trouble } from "./parts/states";
import { SimulatorStrip } from "./parts/simulator";
import type { ViewProps } from "./parts/view";
import { OverviewView } from "./views/overview";

type View = FunctionComponent<ViewProps>;

interface Place { name: string; title: string; needs: string; load: () => Promise<View> }

/** What the head leads to; a place is shown when the service has the path that it needs. */
const PLACES: Place[] = [
  { name: "map", title: "Map", needs: "/api/v1/overview", load: async () => (await import("./views/map")).MapView },
  { name: "grid", title: "Grid", needs: "/api/v1/grid/flow", load: async () => (await import("./views/grid")).GridView },
  { name: "flow", title: "Energy flow", needs: "/api/v1/flow", load: async () => (await import("./views/flow")).FlowView },
  { name: "sites", title: "Sites", needs: "/api/v1/sites", load: async () => (await import("./views/sites")).SitesView },
  { name: "alerts", title: "Alerts", needs: "/api/v1/alerts", load: async () => (await import("./views/alerts")).AlertsView },
  { name: "models", title: "Models", needs: "/api/v1/models", load: async () => (await import("./views/models")).ModelsView },
  { name: "data", title: "Data", needs: "/health/ready", load: async () => (await import("./views/data")).DataView },
];
const METER: Place = { name: "meter", title: "Meter", needs: "/api/v1/meters/{id}/forecast", load: async () => (await import("./views/meter")).MeterView };

function App() {
  const route = useRoute();
  const [offer, setOffer] = useState<Offer | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [help, showHelp] = useState(false);
  const [simulator, showSimulator] = useState(() => innerWidth > 900);
  const name = route.path[0] ?? "";

  useEffect(() => {
    let timer = 0;
    const ask = () => Offer.ask().then(offered => {
      setProblem(null);
      setOffer(offered);
    }, (failed: unknown) => {
      setProblem(failed instanceof Problem ? failed : new Problem(-1, "The page failed", String(failed)));
      timer = window.setTimeout(ask, 4000);
    });
    void ask();
    return () => clearTimeout(timer);
  }, []);

  useEffect(() => apply(route.query.get("theme")), [route.query.get("theme")]);

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (event.key === "Escape") showHelp(false);
      if (isTyping(event)) return;
      if (event.key === "?") showHelp(open => !open);
      if (event.key === "/") {
        event.preventDefault();
        const search = document.querySelector<HTMLInputElement>("#search");
        if (search) search.focus();
        else location.hash = "#/?focus=search";
      }
    };
    window.addEventListener("keydown", pressed);
    return () => window.removeEventListener("keydown", pressed);
  }, []);

  const session = useSession(offer?.has("/api/v1/session") ?? false);
  const locked = session.data !== null && session.data.key_needed && session.data.name === null;
  useEffect(() => {
    if (offer && !locked && offer.has("/api/v1/stream") && (session.data !== null || !offer.has("/api/v1/session"))) openStream();
  }, [offer, locked, session.data]);

  const simulated = !locked && (offer?.has("/api/v1/simulator") ?? false);
  const places = PLACES.filter(place => offer?.has(place.needs));
  return (
    <>
      <a class="skip" href="#main" onClick={event => { event.preventDefault(); document.getElementById("main")?.focus(); }}>To the content</a>
      <header class="head">
        <a class="brand" href="#/" aria-label="Loadcast, all meters">Loadcast</a>
        <nav aria-label="Views" hidden={locked}>
          <a href="#/" aria-current={name === "" || name === "meter" ? "page" : undefined}>Meters</a>
          {places.map(place => <a key={place.name} href={link(place.name)} aria-current={name === place.name ? "page" : undefined}>{place.title}</a>)}
        </nav>
        <span class="tools">
          {simulated && <button type="button" aria-expanded={simulator} onClick={() => showSimulator(!simulator)}>Simulator</button>}
          <button type="button" onClick={() => { toggle(); change({ theme: null }); }} aria-label="Change between light and dark">
            {current() === "dark" ? "Light" : "Dark"}
          </button>
          {session.data?.key_needed && session.data.name !== null &&
            <button type="button" onClick={() => void logOut()} title={`${session.data.name}, ${session.data.role}`}>Log out</button>}
          <button type="button" onClick={() => showHelp(true)} aria-label="Keyboard help">?</button>
        </span>
      </header>
      {simulated && <SimulatorStrip shown={simulator} />}
      <main id="main" tabIndex={-1}>
        {problem && !offer && <Trouble problem={problem} />}
        {locked && <Login done={session.again} />}
        {offer && !locked && (session.data !== null || !session.loading) && <Shown route={route} offer={offer} name={name} places={places} />}
        {!offer && !problem && <Loading height={480} />}
      </main>
      {help && <Help close={() => showHelp(false)} />}
    </>
  );
}

function Shown({ route, offer, name, places }: ViewProps & { name: string; places: Place[] }) {
  const place = name === "meter" ? METER : places.find(p => p.name === name);
  const [loaded, setLoaded] = useState<{ name: string; view: View } | null>(null);
  useEffect(() => {
    document.title = name === "meter" ? `${route.path[1] ?? ""} · Loadcast` : place ? `${place.title} · Loadcast` : "Loadcast";
  }, [name, route.path[1]]);
  useEffect(() => {
    if (place) void place.load().then(view => setLoaded({ name, view }));
  }, [place]);
  if (name === "") return <OverviewView route={route} offer={offer} />;
  if (!place) return <Trouble problem={new Problem(404, "There is no such view", "This service does not offer it. Choose one of the views above.")} />;
  if (loaded?.name !== name) return <Loading height={480} />;
  const View = loaded.view;
  return <View key={route.path.slice(0, 2).join("/")} route={route} offer={offer} />;
}

apply(null);
render(<App />, document.getElementById("app")!);
