package org.loadcast.training.blend;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.loadcast.features.forecast.FutureWeather;
import org.loadcast.features.view.PointInTimeView;
import org.loadcast.training.forecaster.LeadWindow;

/** The members that Loadcast tries by default. */
public final class MemberCatalog {

    /** Families that every leaderboard shows, but that a blend of better ones does not need. */
    public static final Set<String> YARDSTICKS = Set.of("persistence", "seasonal-naive");

    private static final Map<String, Map<String, String>> QUICK = Map.of(
            "boosting", Map.of("rounds", "120", "eta", "0.1", "most_rows", "10000"),
            "linear", Map.of("most_rows", "10000"));

    /**
     * With less, most of a year is missing: lags, levels and the season fit what has been seen and fail in the next season, and trees cannot
     * go on beyond the temperatures and winds that they know.
     */
    private static final int SHORT_HISTORY_DAYS = 270;

    /** With less, what the weather does is not known either, and more opinions are better. */
    private static final int NEW_METER_DAYS = 60;

    /** So few epochs need no part held back to stop in time. */
    private static final Map<String, String> SMALL_NETWORK =
            Map.of("members", "1", "hidden", "64-32", "validation", "0", "epochs", "10", "most_rows", "20000");

    private static final Map<String, String> NETWORK = Map.of(
            "columns", "comfort",
            "members", "1",
            "hidden", "128-64",
            "validation", "0",
            "epochs", "12",
            "dropout", "0.05");

    /**
     * Networks of one form, with the factor by which the error of each counts: loads that follow the weather closely want the large one,
     * others learn their past by heart with it, and it takes four times as long.
     */
    static final Map<String, Double> RIVALS = Map.of("mlp", 1.0, "mlp-large", 1.03);

    private static final Map<String, String> NEAR_TREES = Map.of(
            "columns", "recent",
            "absolute", "true",
            "eta", "0.05",
            "depth", "5",
            "rounds", "250",
            "min_child_weight", "20",
            "subsample", "0.7",
            "column_sample", "0.5");

    private static final Member LINEAR_WEATHER = new Member(
            "linear-weather", "linear", Map.of("columns", "few", "pooled", "true", "absolute", "true", "alpha", "300"));

    private MemberCatalog() {}

    /**
     * Members for a training set.
     *
     * @param window targets of every forecast
     * @param view what is known at the training cutoff
     * @param seasonDays season of the naive yardstick, 1 or 7 days
     */
    public static List<Member> standard(LeadWindow window, PointInTimeView view, int seasonDays, Effort effort) {
        List<Member> members = new ArrayList<>();
        members.add(new Member("persistence", "persistence", Map.of()));
        members.add(new Member("seasonal-naive", "seasonal-naive", Map.of("days", String.valueOf(seasonDays))));
        members.addAll(window.isNear() ? near() : ahead(view));
        return effort == Effort.STANDARD
                ? List.copyOf(members)
                : members.stream()
                        .filter(member -> !member.family().equals("mlp"))
                        .map(MemberCatalog::quick)
                        .toList();
    }

    private static Member quick(Member member) {
        Map<String, String> fewer = QUICK.get(member.family());
        return fewer == null ? member : new Member(member.name(), member.family(), joined(member.parameters(), fewer));
    }

    private static List<Member> near() {
        return List.of(
                new Member("profile", "profile", Map.of()),
                new Member(
                        "linear-change",
                        "linear",
                        Map.of(
                                "columns", "recent",
                                "base", "last",
                                "pooled", "true",
                                "absolute", "true",
                                "alpha", "100")),
                new Member("boosting-change", "boosting", joined(NEAR_TREES, Map.of("base", "last"))),
                new Member(
                        "boosting-shallow",
                        "boosting",
                        joined(NEAR_TREES, Map.of("base", "last", "depth", "4", "rounds", "400"))),
                new Member("boosting", "boosting", NEAR_TREES),
                smallNetwork(
                        "mlp-change",
                        Map.of(
                                "columns", "recent",
                                "base", "last",
                                "members", "5",
                                "epochs", "15",
                                "weight_decay", "0.02")));
    }

    private static List<Member> ahead(PointInTimeView view) {
        List<Member> members = new ArrayList<>(List.of(
                new Member("profile", "profile", Map.of()), new Member("similar-day", "similar-day", Map.of())));
        boolean weatherAhead = view.futureWeather() != FutureWeather.NONE
                && !view.weatherKeys().isEmpty();
        boolean isShort = isShorter(view, SHORT_HISTORY_DAYS);
        boolean isNew = isShorter(view, NEW_METER_DAYS);
        if (weatherAhead) {
            members.add(LINEAR_WEATHER);
        }
        if (weatherAhead && isShort) {
            members.add(smallNetwork("mlp-weather", Map.of("columns", "few", "members", "5", "epochs", "25")));
        }
        if (weatherAhead && (isNew || !isShort)) {
            members.add(new Member("boosting-weather", "boosting", Map.of("columns", "few", "rounds", "300")));
        }
        if (!isShort) {
            members.add(new Member("linear", "linear", Map.of()));
            members.add(new Member("boosting", "boosting", Map.of()));
            members.add(new Member("mlp", "mlp", NETWORK));
            members.add(new Member("mlp-large", "mlp", joined(NETWORK, Map.of("hidden", "256-128", "epochs", "20"))));
            members.addAll(ofLevelAndProfile(view, "all"));
        } else if (isNew || !weatherAhead) {
            members.addAll(ofLevelAndProfile(view, "recent"));
        }
        return members;
    }

    private static boolean isShorter(PointInTimeView view, int days) {
        return view.cutoffIndex() < days * view.grid().stepsPerDay();
    }

    /** What follows the meter's own level and its typical profile, so that it need not have seen this season. */
    private static List<Member> ofLevelAndProfile(PointInTimeView view, String columns) {
        Map<String, String> level = Map.of("columns", columns, "per_level", "true");
        Map<String, String> profile = joined(level, Map.of("base", "profile"));
        Map<String, String> pooled = Map.of("pooled", "true", "absolute", "true", "alpha", "100");
        Map<String, String> slowTrees = Map.of("robust", "true", "eta", "0.03", "depth", "4", "min_child_weight", "30");
        List<Member> members = new ArrayList<>(List.of(
                new Member("linear-level", "linear", joined(level, pooled)),
                new Member("linear-profile", "linear", joined(profile, pooled)),
                new Member("boosting-level", "boosting", joined(level, slowTrees)),
                new Member("boosting-profile", "boosting", joined(profile, slowTrees)),
                smallNetwork("mlp-profile", profile)));
        if (!view.weatherKeys().isEmpty()) {
            members.add(new Member("mlp-level", "mlp", joined(NETWORK, level)));
        }
        return members;
    }

    private static Member smallNetwork(String name, Map<String, String> parameters) {
        return new Member(name, "mlp", joined(SMALL_NETWORK, parameters));
    }

    private static Map<String, String> joined(Map<String, String> parameters, Map<String, String> more) {
        TreeMap<String, String> all = new TreeMap<>(parameters);
        all.putAll(more);
        return all;
    }
}
