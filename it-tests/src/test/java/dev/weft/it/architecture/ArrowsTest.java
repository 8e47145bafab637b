package dev.weft.it.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the arrows between the packages of the shipped jars. */
class ArrowsTest {
  private static final JavaClasses SHIPPED = Shipped.classes();

  /**
   * What the classes of some packages may use, besides one another, java.base and null annotations.
   * Packages are written in ArchUnit's way: two dots at the end take in the packages below.
   */
  record Arrow(String from, List<String> modules, List<String> to) {
    static Arrow of(String from, String... to) {
      return new Arrow(from, List.of(), List.of(to));
    }

    Arrow withModules(String... modules) {
      return new Arrow(from, List.of(modules), to);
    }

    /** Whether {@code used} may be used. */
    DescribedPredicate<JavaClass> target() {
      String[] packages =
          Stream.concat(Stream.of(from, "org.jspecify.annotations"), to.stream())
              .toArray(String[]::new);
      return resideInAnyPackage(packages)
          .or(inModules(Stream.concat(Stream.of("java.base"), modules.stream())));
    }

    @Override
    public String toString() {
      return from;
    }
  }

  static Stream<Arrow> arrows() {
    return Stream.of(
        Arrow.of("dev.weft.core.."),
        Arrow.of("dev.weft.bridge..", "dev.weft", "dev.weft.core.."),
        Arrow.of("dev.weft", "dev.weft.core.."),
        Arrow.of("dev.weft.netty..", "dev.weft", "dev.weft.core..", "io.netty.."),
        Arrow.of("dev.weft.detect.."),
        Arrow.of("dev.weft.junit", "dev.weft.detect.spi", "org.junit.."),
        Arrow.of("dev.weft.agent..", "dev.weft", "dev.weft.core..", "dev.weft.detect..")
            .withModules("java.instrument", "java.management", "jdk.jfr"),
        Arrow.of("dev.weft.agent.report", "dev.weft.agent.shaded.gson.."),
        Arrow.of(
            "dev.weft.agent.report.format",
            "dev.weft.agent.report",
            "dev.weft.agent.shaded.gson.."),
        Arrow.of(
            "dev.weft.agent.rules",
            "dev.weft.agent.report",
            "dev.weft.agent.weave",
            "dev.weft.agent.shaded.asm.."),
        Arrow.of(
            "dev.weft.agent.scan",
            "dev.weft.agent.report",
            "dev.weft.agent.weave",
            "dev.weft.agent.shaded.asm.."),
        Arrow.of(
            "dev.weft.agent.cli",
            "dev.weft.agent.report..",
            "dev.weft.agent.rules",
            "dev.weft.agent.scan",
            "dev.weft.agent.weave"));
  }

  @ParameterizedTest
  @MethodSource("arrows")
  void usesOnlyWhatItMay(Arrow arrow) {
    classes()
        .that()
        .resideInAPackage(arrow.from())
        .should()
        .onlyDependOnClassesThat(arrow.target())
        .check(SHIPPED);
  }

  @Test
  void everyPackageIsHeldBySomeArrow() {
    classes()
        .should()
        .resideInAnyPackage(arrows().map(Arrow::from).toArray(String[]::new))
        .check(SHIPPED);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().check(SHIPPED);
  }

  /** One slice a package, also for the package whose name begins all the others'. */
  private static final class ByPackage implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass type) {
      return SliceIdentifier.of(type.getPackageName());
    }

    @Override
    public String getDescription() {
      return "packages";
    }
  }

  private static DescribedPredicate<JavaClass> inModules(Stream<String> names) {
    Set<String> packages =
        names
            .map(name -> ModuleLayer.boot().findModule(name).orElseThrow())
            .flatMap(module -> module.getPackages().stream())
            .collect(Collectors.toSet());
    return DescribedPredicate.describe(
        "in a permitted module", type -> packages.contains(type.getPackageName()));
  }
}
