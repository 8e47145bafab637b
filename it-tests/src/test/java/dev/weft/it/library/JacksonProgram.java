package dev.weft.it.library;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes beans as JSON and reads them back, with a serializer, a deserializer and a stream that
 * suspend.
 */
public final class JacksonProgram implements Program {
  private static final int ORDERS = 20;
  private static final int CHUNK = 7;

  /** An amount that has its own form in JSON. */
  public record Money(long cents) {}

  /** A bean, so that its properties are read and written by reflection. */
  public static final class Order {
    public String id = "";
    public List<Money> prices = new ArrayList<>();
    public Map<String, Money> totals = new LinkedHashMap<>();
    public Order previous;
  }

  @Override
  public Object run(Probe p) throws IOException {
    ObjectMapper mapper = new ObjectMapper().registerModule(module(p));
    String text = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(orders());
    p.log(text);
    List<Order> read =
        mapper.readValue(new SlowStream(text, p), new TypeReference<List<Order>>() {});
    String again = mapper.writerWithDefaultPrettyPrinter().writeValueAsString(read);
    return List.of(again.equals(text), tokens(mapper, text, p));
  }

  private static List<Order> orders() {
    List<Order> orders = new ArrayList<>();
    for (int i = 0; i < ORDERS; i++) {
      Order order = new Order();
      order.id = "order \"" + i + "\"";
      order.prices.add(new Money(i * 101L));
      order.prices.add(null);
      order.totals.put("net", new Money(i * 101L));
      order.previous = i % 5 == 0 ? null : orders.get(i - 1);
      orders.add(order);
    }
    return orders;
  }

  private static SimpleModule module(Probe p) {
    return new SimpleModule()
        .addSerializer(Money.class, new MoneySerializer(p))
        .addDeserializer(Money.class, new MoneyDeserializer(p));
  }

  private static List<String> tokens(ObjectMapper mapper, String text, Probe p) throws IOException {
    List<String> tokens = new ArrayList<>();
    try (JsonParser parser = mapper.createParser(new SlowStream(text, p))) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens.add(token + " " + parser.getText());
      }
    }
    return tokens;
  }

  private static final class MoneySerializer extends StdSerializer<Money> {
    private static final long serialVersionUID = 1L;
    private final transient Probe p;

    MoneySerializer(Probe p) {
      super(Money.class);
      this.p = p;
    }

    @Override
    public void serialize(Money money, JsonGenerator out, SerializerProvider provider)
        throws IOException {
      out.writeStartObject();
      out.writeNumberField("units", p.suspend(money.cents() / 100));
      out.writeNumberField("cents", p.suspend((int) (money.cents() % 100)));
      out.writeEndObject();
    }
  }

  private static final class MoneyDeserializer extends StdDeserializer<Money> {
    private static final long serialVersionUID = 1L;
    private final transient Probe p;

    MoneyDeserializer(Probe p) {
      super(Money.class);
      this.p = p;
    }

    @Override
    public Money deserialize(JsonParser in, DeserializationContext context) throws IOException {
      Map<?, ?> fields = p.suspend(in.readValueAs(Map.class));
      return new Money(number(fields, "units") * 100 + p.suspend(number(fields, "cents")));
    }

    private static long number(Map<?, ?> fields, String name) {
      return ((Number) fields.get(name)).longValue();
    }
  }

  /** Gives a few bytes at a time and suspends before each. */
  private static final class SlowStream extends InputStream {
    private final byte[] bytes;
    private final Probe p;
    private int at;

    SlowStream(String text, Probe p) {
      bytes = text.getBytes(StandardCharsets.UTF_8);
      this.p = p;
    }

    @Override
    public int read() {
      p.suspend();
      return at == bytes.length ? -1 : bytes[at++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      p.suspend();
      if (at == bytes.length) {
        return -1;
      }
      int count = Math.min(Math.min(length, CHUNK), bytes.length - at);
      System.arraycopy(bytes, at, target, offset, count);
      at += count;
      return count;
    }
  }
}
