<?xml version="1.0" encoding="utf-8"?>
<!-- Makes the site's RSS and Atom feeds a page that a person can read, with the way to subscribe. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform" xmlns:a="http://www.w3.org/2005/Atom" exclude-result-prefixes="a">
<xsl:output method="html" encoding="utf-8" indent="no" doctype-system="about:legacy-compat"/>

<xsl:template match="/">
  <xsl:variable name="title" select="rss/channel/title | a:feed/a:title"/>
  <xsl:variable name="self" select="(rss/channel/a:link[@rel='self'] | a:feed/a:link[@rel='self'])/@href"/>
  <html lang="{{ site.language }}" dir="{{ site.dir }}">
    <head>
      <title><xsl:value-of select="$title"/></title>
      <meta name="viewport" content="width=device-width, initial-scale=1"/>
      <meta name="color-scheme" content="light dark"/>
      <link rel="stylesheet" href="{{ asset('css/site.css') }}"/>
    </head>
    <body>
      <header class="top wrap">
        <p class="brand"><a href="{{ site.root }}">{{ site.title }}</a></p>
      </header>
      <main class="wrap">
        <div class="head">
          <h1><xsl:value-of select="$title"/></h1>
        </div>
        <div class="admonition tip prose">
          <p class="admonition-title">{{ t('feed_title') }}</p>
          <p>{{ t('feed_text') }}</p>
          <p><code><xsl:value-of select="$self"/></code></p>
        </div>
        <ul class="dates bare">
          <xsl:apply-templates select="rss/channel/item | a:feed/a:entry"/>
        </ul>
      </main>
    </body>
  </html>
</xsl:template>

<xsl:template match="item | a:entry">
  <li>
    <time class="small">
      <xsl:choose>
        <xsl:when test="a:published"><xsl:value-of select="substring(a:published, 1, 10)"/></xsl:when>
        <xsl:when test="a:updated"><xsl:value-of select="substring(a:updated, 1, 10)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="substring(pubDate, 6, 11)"/></xsl:otherwise>
      </xsl:choose>
    </time>
    <a>
      <xsl:attribute name="href"><xsl:value-of select="link | a:link[not(@rel) or @rel='alternate'][1]/@href"/></xsl:attribute>
      <xsl:value-of select="title | a:title"/>
      <xsl:if test="not(string(title | a:title))"><xsl:value-of select="link | a:link[not(@rel) or @rel='alternate'][1]/@href"/></xsl:if>
    </a>
  </li>
</xsl:template>
</xsl:stylesheet>
