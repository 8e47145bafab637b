package dev.weft.it.library;

import dev.weft.it.support.Probe;
import dev.weft.it.support.Program;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.CollectorManager;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.PrefixQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreMode;
import org.apache.lucene.search.SimpleCollector;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;

/**
 * Indexing with an analyzer that suspends at each token, and a search whose collector suspends at
 * each hit.
 */
public final class LuceneProgram implements Program {
  private static final int DOCUMENTS = 40;
  private static final String[] WORDS = {
    "weft", "warp", "woven", "loom", "thread", "shuttle", "selvedge"
  };

  @Override
  public Object run(Probe p) throws IOException {
    try (Directory directory = new ByteBuffersDirectory()) {
      index(directory, p);
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        IndexSearcher searcher = new IndexSearcher(reader);
        List<Object> results = new ArrayList<>();
        results.add(searcher.search(new TermQuery(new Term("text", "loom")), new Hits(p)));
        results.add(searcher.search(query(), new Hits(p)));
        results.add(searcher.search(new PrefixQuery(new Term("text", "w")), new Hits(p)));
        return results;
      }
    }
  }

  private static Query query() {
    return new BooleanQuery.Builder()
        .add(new TermQuery(new Term("text", "weft")), Occur.SHOULD)
        .add(new TermQuery(new Term("text", "shuttle")), Occur.SHOULD)
        .add(new TermQuery(new Term("text", "warp")), Occur.MUST_NOT)
        .build();
  }

  private static void index(Directory directory, Probe p) throws IOException {
    try (IndexWriter writer =
        new IndexWriter(directory, new IndexWriterConfig(new SlowAnalyzer(p)))) {
      for (int i = 0; i < DOCUMENTS; i++) {
        Document document = new Document();
        document.add(new StringField("id", "d" + i, Field.Store.YES));
        document.add(new TextField("text", text(i), Field.Store.NO));
        writer.addDocument(document);
      }
      writer.deleteDocuments(new Term("id", "d3"));
    }
  }

  private static String text(int i) {
    StringBuilder text = new StringBuilder("Document " + i);
    for (int k = 0; k <= i % 5; k++) {
      text.append(' ').append(WORDS[(i * 3 + k * k) % WORDS.length]);
    }
    return text.toString();
  }

  private static final class SlowAnalyzer extends Analyzer {
    private final Probe p;

    SlowAnalyzer(Probe p) {
      this.p = p;
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
      StandardTokenizer source = new StandardTokenizer();
      return new TokenStreamComponents(source, new SlowFilter(new LowerCaseFilter(source), p));
    }
  }

  private static final class SlowFilter extends TokenFilter {
    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Probe p;

    SlowFilter(TokenStream input, Probe p) {
      super(input);
      this.p = p;
    }

    @Override
    public boolean incrementToken() throws IOException {
      if (!p.suspend(input.incrementToken())) {
        return false;
      }
      p.log(term.toString());
      return true;
    }
  }

  private record Hits(Probe p) implements CollectorManager<OneSearch, List<Integer>> {
    @Override
    public OneSearch newCollector() {
      return new OneSearch(p);
    }

    @Override
    public List<Integer> reduce(Collection<OneSearch> searches) {
      List<Integer> all = new ArrayList<>();
      searches.forEach(search -> all.addAll(search.hits));
      return all;
    }
  }

  private static final class OneSearch extends SimpleCollector {
    private final List<Integer> hits = new ArrayList<>();
    private final Probe p;

    OneSearch(Probe p) {
      this.p = p;
    }

    @Override
    public void collect(int document) {
      hits.add(p.suspend(document));
    }

    @Override
    public ScoreMode scoreMode() {
      return p.suspend(ScoreMode.COMPLETE_NO_SCORES);
    }
  }
}
