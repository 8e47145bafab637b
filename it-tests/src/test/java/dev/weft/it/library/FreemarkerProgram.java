package dev.weft.it.library;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import freemarker.core.Environment;
import freemarker.template.Configuration;
import freemarker.template.SimpleNumber;
import freemarker.template.SimpleScalar;
import freemarker.template.Template;
import freemarker.template.TemplateDirectiveBody;
import freemarker.template.TemplateDirectiveModel;
import freemarker.template.TemplateException;
import freemarker.template.TemplateHashModel;
import freemarker.template.TemplateMethodModelEx;
import freemarker.template.TemplateModel;
import freemarker.template.TemplateModelException;
import freemarker.template.TemplateScalarModel;
import freemarker.template.TemplateSequenceModel;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A template whose model, directive, function and writer suspend. */
public final class FreemarkerProgram implements Program {
  private static final String TEXT =
      """
      <#macro row item><tr><td>${item.name?html}</td><td>${square(item.price)}</td><#nested></tr></#macro>
      <#list items as item>
      <#if item.price gt 3><@row item=item><td>${item?index}</td></@row><#else>cheap: ${item.name}
      </#if></#list>
      <#attempt>${items[99].name}<#recover>none: ${.error?contains("99")?c}</#attempt>
      <@twice>${title} </@twice>
      ${items?map(i -> i.name)?join(", ")} ${items?sort_by("name")?first.name}
      """;

  @Override
  public Object run(Probe p) throws IOException, TemplateException {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setLogTemplateExceptions(false);
    Template template = new Template("page", new StringReader(TEXT), configuration);
    Map<String, Object> root = new HashMap<>();
    root.put("items", new Items(p));
    root.put("title", new Title(p));
    root.put("square", new Square(p));
    root.put("twice", new Twice(p));
    SlowWriter out = new SlowWriter(p);
    template.process(root, out);
    return out.toString();
  }

  private record Items(Probe p) implements TemplateSequenceModel {
    @Override
    public TemplateModel get(int index) {
      return p.suspend(index < size() ? new Item(p, index) : null);
    }

    @Override
    public int size() {
      return p.suspend(9);
    }
  }

  private record Item(Probe p, int index) implements TemplateHashModel {
    @Override
    public TemplateModel get(String key) throws TemplateModelException {
      return switch (p.suspend(key)) {
        case "name" -> new SimpleScalar("<item " + (9 - index) + ">");
        case "price" -> new SimpleNumber(index);
        default -> throw new TemplateModelException("no " + key);
      };
    }

    @Override
    public boolean isEmpty() {
      return false;
    }
  }

  private record Title(Probe p) implements TemplateScalarModel {
    @Override
    public String getAsString() {
      return p.suspend("A title");
    }
  }

  private record Square(Probe p) implements TemplateMethodModelEx {
    @Override
    public Object exec(@SuppressWarnings("rawtypes") List arguments) throws TemplateModelException {
      int n = ((SimpleNumber) arguments.get(0)).getAsNumber().intValue();
      return p.suspend(n) * p.suspend(n);
    }
  }

  private record Twice(Probe p) implements TemplateDirectiveModel {
    @Override
    public void execute(
        Environment env,
        @SuppressWarnings("rawtypes") Map params,
        TemplateModel[] variables,
        TemplateDirectiveBody body)
        throws TemplateException, IOException {
      for (int i = 0; i < 2; i++) {
        p.suspend();
        body.render(env.getOut());
      }
    }
  }

  private static final class SlowWriter extends Writer {
    private final StringWriter text = new StringWriter();
    private final Probe p;

    SlowWriter(Probe p) {
      this.p = p;
    }

    @Override
    public void write(char[] buffer, int offset, int length) {
      text.write(buffer, offset, p.suspend(length));
    }

    @Override
    public void flush() {
      p.suspend();
    }

    @Override
    public void close() {
      p.suspend();
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
