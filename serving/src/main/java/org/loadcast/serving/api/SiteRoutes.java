package org.loadcast.serving.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.loadcast.features.meter.MeterId;
import org.loadcast.features.meter.SiteRole;
import org.loadcast.features.store.MeterDirectory;
import org.loadcast.serving.access.Person;
import org.loadcast.serving.access.Visitor;
import org.loadcast.serving.site.MeterGroup;
import org.loadcast.serving.site.SiteBook;
import org.loadcast.serving.site.SiteBookException;
import org.loadcast.serving.site.SiteBookJson;
import org.loadcast.serving.site.SiteConfig;
import org.loadcast.serving.site.SiteDesk;
import org.loadcast.serving.site.SiteTotals;
import org.loadcast.serving.site.excel.SiteWorkbook;

/** {@code /api/v1/sites}, {@code groups}, {@code people} and {@code workbook}: homes with sensors, groups, and access to them. */
public final class SiteRoutes implements RouteGroup {

    private static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private static final String YAML = "application/yaml";

    private static final String TOTALS = "totals";
    private static final String MEMBERS = "members";

    private final SiteDesk desk;
    private final MeterDirectory meters;

    /** @param meters as visitors see them */
    public SiteRoutes(SiteDesk desk, MeterDirectory meters) {
        this.desk = desk;
        this.meters = meters;
    }

    @Override
    public void register(RoutesConfig routes) {
        routes.get("/api/v1/sites", this::sites);
        routes.get("/api/v1/sites/{id}", this::site);
        routes.put("/api/v1/sites/{id}", this::putSite);
        routes.delete("/api/v1/sites/{id}", this::deleteSite);
        routes.get("/api/v1/groups", this::groups);
        routes.put("/api/v1/groups/{id}", this::putGroup);
        routes.delete("/api/v1/groups/{id}", this::deleteGroup);
        routes.get("/api/v1/people", this::people);
        routes.put("/api/v1/people/{name}", this::putPerson);
        routes.delete("/api/v1/people/{name}", this::deletePerson);
        routes.get("/api/v1/workbook", this::workbook);
        routes.put("/api/v1/workbook", this::putWorkbook);
    }

    private void sites(Context ctx) {
        list(
                ctx,
                "sites",
                desk.book().sites().stream()
                        .filter(this::isSeen)
                        .map(SiteRoutes::json)
                        .toList());
    }

    private static void list(Context ctx, String name, List<ObjectNode> entries) {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.putArray(name).addAll(entries);
        ctx.json(answer);
    }

    private boolean isSeen(SiteConfig site) {
        return site.sensors().stream()
                .allMatch(sensor -> meters.find(sensor.meter()).isPresent());
    }

    /** A site as it is read, and the meters that hold its totals. */
    private static ObjectNode json(SiteConfig site) {
        ObjectNode tree = SiteBookJson.write(site);
        SiteTotals totals = SiteTotals.of(site);
        ArrayNode array = tree.putArray(TOTALS);
        Map<SiteRole, MeterId> byRole = new TreeMap<>(totals.meters());
        byRole.forEach((role, meter) -> array.addObject()
                .put("role", role.label())
                .put("meter_id", meter.value())
                .put("derived", totals.isDerived(role)));
        return tree;
    }

    private void site(Context ctx) {
        ctx.json(json(requireSite(ctx)));
    }

    private SiteConfig requireSite(Context ctx) {
        String id = ctx.pathParam("id");
        return desk.book()
                .site(id)
                .filter(this::isSeen)
                .orElseThrow(() ->
                        ProblemException.notFound("There is no site '" + id + "'. GET /api/v1/sites lists them."));
    }

    private void putSite(Context ctx) {
        requireUnlimited(ctx);
        String id = ctx.pathParam("id");
        boolean known = desk.book().site(id).isPresent();
        change(book -> book.with(SiteBookJson.site(id, without(ctx, TOTALS), book, desk.clocks())));
        ctx.status(known ? HttpStatus.OK : HttpStatus.CREATED)
                .json(json(desk.book().site(id).orElseThrow()));
    }

    /** What was read may be sent again. */
    private static String without(Context ctx, String answered) {
        JsonNode tree = SiteBookJson.tree(ctx.body());
        if (tree instanceof ObjectNode object) {
            object.remove(answered);
        }
        return tree.toString();
    }

    private void deleteSite(Context ctx) {
        requireUnlimited(ctx);
        SiteConfig site = requireSite(ctx);
        change(book -> book.withoutSite(site.id()));
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void groups(Context ctx) {
        Visitor visitor = Gate.visitor(ctx);
        list(
                ctx,
                "groups",
                desk.book().groups().stream()
                        .filter(group ->
                                !visitor.isLimited() || visitor.groups().contains(group.id()))
                        .map(this::json)
                        .toList());
    }

    /** A group with all its meters, those of its sites too. */
    private ObjectNode json(MeterGroup group) {
        ObjectNode tree = SiteBookJson.write(group);
        ArrayNode members = tree.putArray(MEMBERS);
        meters.all().stream()
                .filter(meter -> meter.groups().contains(group.id()))
                .forEach(meter -> members.add(meter.id().value()));
        return tree;
    }

    private void putGroup(Context ctx) {
        requireUnlimited(ctx);
        String id = ctx.pathParam("id");
        boolean known = desk.book().group(id).isPresent();
        change(book -> book.with(SiteBookJson.group(id, without(ctx, MEMBERS))));
        ctx.status(known ? HttpStatus.OK : HttpStatus.CREATED)
                .json(json(desk.book().group(id).orElseThrow()));
    }

    private void deleteGroup(Context ctx) {
        requireUnlimited(ctx);
        String id = ctx.pathParam("id");
        require(desk.book().group(id).isPresent(), "There is no group '" + id + "'. GET /api/v1/groups lists them.");
        change(book -> book.withoutGroup(id));
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void people(Context ctx) {
        list(
                ctx,
                "people",
                desk.book().people().stream().map(SiteBookJson::write).toList());
    }

    private void putPerson(Context ctx) {
        String name = ctx.pathParam("name");
        boolean known = desk.book().person(name).isPresent();
        change(book -> book.with(SiteBookJson.person(name, ctx.body(), book)));
        Person person = desk.book().person(name).orElseThrow();
        ctx.status(known ? HttpStatus.OK : HttpStatus.CREATED).json(SiteBookJson.write(person));
    }

    private void deletePerson(Context ctx) {
        String name = ctx.pathParam("name");
        require(
                desk.book().person(name).isPresent(),
                "There is no person '" + name + "'. GET /api/v1/people lists them.");
        change(book -> book.withoutPerson(name));
        ctx.status(HttpStatus.NO_CONTENT);
    }

    private void workbook(Context ctx) {
        if (String.valueOf(ctx.header("Accept")).contains(YAML)) {
            ctx.contentType(YAML).result(SiteBookJson.yaml(desk.book()));
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            SiteWorkbook.write(desk.book(), bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException("A workbook cannot be written to memory.", impossible);
        }
        ctx.header("Content-Disposition", "attachment; filename=\"loadcast-sites.xlsx\"");
        ctx.contentType(XLSX).result(bytes.toByteArray());
    }

    record Changes(boolean dryRun, List<String> changes) {}

    private void putWorkbook(Context ctx) {
        boolean dryRun = new Query(ctx).parsed("dry_run", SiteRoutes::yesOrNo).orElse(false);
        byte[] bytes = ctx.bodyAsBytes();
        SiteDesk.Change change = attempt(() -> desk.replace(SiteWorkbook.readAny(bytes, desk.clocks()), dryRun));
        ctx.json(new Changes(dryRun, change.lines()));
    }

    private static boolean yesOrNo(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false.");
        };
    }

    private static void require(boolean there, String otherwise) {
        if (!there) {
            throw ProblemException.notFound(otherwise);
        }
    }

    private static void requireUnlimited(Context ctx) {
        if (Gate.visitor(ctx).isLimited()) {
            throw ProblemException.forbidden(
                    "The key is limited to groups, and sites and groups decide who sees what. Use a key without groups.");
        }
    }

    private void change(UnaryOperator<SiteBook> operator) {
        attempt(() -> desk.change(operator, false));
    }

    private static <T> T attempt(Supplier<T> work) {
        try {
            return work.get();
        } catch (SiteBookException wrong) {
            throw ProblemException.badBody(String.join("\n", wrong.problems()));
        } catch (IllegalArgumentException wrong) {
            throw ProblemException.badBody(String.valueOf(wrong.getMessage()));
        }
    }
}
