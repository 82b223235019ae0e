package org.loadcast;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Arrays;
import java.util.List;

/** The arrows between modules and packages, and the one package that each third-party library may be imported in. */
@AnalyzeClasses(packages = "org.loadcast", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule modulesDependOnlyDownwards = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .withOptionalLayers(true)
            .layer("features")
            .definedBy("org.loadcast.features..")
            .layer("training")
            .definedBy("org.loadcast.training..")
            .layer("serving")
            .definedBy("org.loadcast.serving..")
            .whereLayer("features")
            .mayNotAccessAnyLayer()
            .whereLayer("training")
            .mayOnlyAccessLayers("features")
            .whereLayer("serving")
            .mayOnlyAccessLayers("features", "training");

    @ArchTest
    static final ArchRule packagesAreFreeOfCycles = slices().matching("org.loadcast.(*).(*)..")
            .should()
            .beFreeOfCycles()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule waysOutDoNotKnowEachOther = slices().matching(
                    "org.loadcast.serving.(api|alert.mail|alert.webhook|export)..")
            .should()
            .notDependOnEachOther()
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule sqliteIsSeenInItsStoresOnly = libraries("org.sqlite..", "java.sql..", "javax.sql..")
            .staysIn("features.store.sqlite", "serving.store", "serving.ingest.deadletter");

    @ArchTest
    static final ArchRule influxIsSeenInItsStoreOnly =
            libraries("com.influxdb..").staysIn("features.store.influx");

    @ArchTest
    static final ArchRule fastCsvIsSeenInTheCsvPackageOnly =
            libraries("de.siegmar..").staysIn("features.csv");

    @ArchTest
    static final ArchRule holidaysAndSunAreSeenInTheCalendarOnly =
            libraries("de.focus_shift..", "net.e175..").staysIn("features.calendar");

    @ArchTest
    static final ArchRule xgboostAndTribuoAreSeenInBoostingOnly =
            libraries("ml.dmlc..", "org.tribuo..", "com.oracle.labs..").staysIn("training.forecaster.boosting");

    @ArchTest
    static final ArchRule dl4jIsSeenInNeuralOnly =
            libraries("org.deeplearning4j..", "org.nd4j..", "org.datavec..").staysIn("training.forecaster.neural");

    @ArchTest
    static final ArchRule openBlasIsSeenInAlgebraOnly =
            libraries("org.bytedeco..").staysIn("training.forecaster.algebra");

    @ArchTest
    static final ArchRule wekaIsSeenInItsForecastersOnly = libraries("weka..").staysIn("training.forecaster.weka");

    @ArchTest
    static final ArchRule javalinIsSeenWhereRoutesAre =
            libraries("io.javalin..", "org.eclipse.jetty..").staysIn("serving.api", "serving.app", "serving.web");

    @ArchTest
    static final ArchRule cronUtilsIsSeenInTheScheduleOnly =
            libraries("com.cronutils..").staysIn("serving.schedule");

    @ArchTest
    static final ArchRule mailIsSeenWhereAlertsAreSentOnly =
            libraries("org.simplejavamail..", "jakarta.mail..").staysIn("serving.alert.mail");

    @ArchTest
    static final ArchRule fastexcelIsSeenInTheWorkbookOnly =
            libraries("org.dhatim..").staysIn("serving.site.excel");

    @ArchTest
    static final ArchRule hivemqIsSeenInItsAdaptersOnly =
            libraries("com.hivemq..").staysIn("serving.publish.mqtt", "serving.ingest.broker", "serving.ingest.mqtt");

    @ArchTest
    static final ArchRule micrometerIsSeenInTheMetricsOnly =
            libraries("io.micrometer..").staysIn("serving.metrics");

    @ArchTest
    static final ArchRule jgraphtIsSeenInTheGridOnly =
            libraries("org.jgrapht..", "org.jheaps..").staysIn("features.grid");

    @ArchTest
    static final ArchRule picocliIsSeenInTheCommandLineOnly =
            libraries("picocli..").staysIn("serving.app");

    private static Libraries libraries(String... packages) {
        return new Libraries(List.of(packages));
    }

    /** Third-party packages that are waiting to hear where they belong. */
    private record Libraries(List<String> packages) {

        /** Only these packages of ours, and packages below them, may depend on the libraries. */
        ArchRule staysIn(String... adapters) {
            var homes = Arrays.stream(adapters)
                    .map(name -> "org.loadcast." + name + "..")
                    .toArray(String[]::new);
            return noClasses()
                    .that(resideOutsideOfPackages(homes))
                    .should()
                    .dependOnClassesThat(resideInAnyPackage(packages.toArray(String[]::new)))
                    .because("a library is imported in its one adapter package, so that it can be replaced there")
                    .allowEmptyShould(true);
        }
    }
}
