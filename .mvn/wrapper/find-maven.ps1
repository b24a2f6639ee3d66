# Prints the path of a Maven of at least 3.8: an installed one (MAVEN_HOME, then PATH), else the one that
# maven-wrapper.properties names, fetched once into ~\.m2\wrapper\dists and checked. All else goes to stderr.
#
#   JAVA_HOME         the JDK, of at least 17; without it, java on the PATH
#   MAVEN_HOME        a Maven to prefer
#   MAVEN_USER_HOME   instead of ~\.m2
#   MVNW_REPOURL      a Maven repository to fetch Maven from, instead of Apache's archive

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'

function Say([string] $Message) {
    [Console]::Error.WriteLine("mvnw: $Message")
}

function Fail([string] $Message) {
    Say $Message
    exit 1
}

# What a program prints; Windows PowerShell would take each line on its stderr for an error of ours.
function Read-Output([string] $Program, [string] $Argument) {
    $ErrorActionPreference = 'Continue'
    return (& $Program $Argument 2>$null) -join "`n"
}

function Find-OnPath([string] $Name) {
    $found = Get-Command $Name -CommandType Application -ErrorAction SilentlyContinue | Select-Object -First 1
    if ($found) { return $found.Source }
    return ''
}

function Assert-Java {
    $wanted = 'Install a JDK of at least 17, or set JAVA_HOME to one'
    if ($env:JAVA_HOME) {
        $java = Join-Path $env:JAVA_HOME 'bin\java.exe'
        if (-not (Test-Path $java)) { Fail "JAVA_HOME, $env:JAVA_HOME, has no bin\java.exe. $wanted" }
    } else {
        $java = Find-OnPath 'java.exe'
        if (-not $java) { Fail "there is no Java. $wanted" }
    }
    # Java 8 does not know --version and prints nothing.
    $release = [regex]::Match((Read-Output $java '--version'), '(?m)^\S+ (\d+)').Groups[1].Value
    if (-not $release) { Fail "$java does not run, or is older than Java 9. $wanted" }
    if ([int] $release -lt 17) { Fail "$java is Java $release. $wanted" }
}

function Test-Maven([string] $Maven) {
    if (-not $Maven -or -not (Test-Path $Maven)) { return $false }
    $version = [regex]::Match((Read-Output $Maven '--version'), 'Apache Maven (\d+\.\d+)').Groups[1].Value
    if (-not $version) { return $false }
    if ([version] $version -ge [version] '3.8') { return $true }
    Say "$Maven is Maven $version, older than 3.8; looking further"
    return $false
}

function Get-Maven {
    $properties = ConvertFrom-StringData (Get-Content -Raw (Join-Path $PSScriptRoot 'maven-wrapper.properties'))
    $version = $properties.mavenVersion
    $url = $properties.distributionUrl
    $sum = $properties.distributionSha512Sum
    if ($env:MVNW_REPOURL) {
        $file = $url.Substring($url.LastIndexOf('/') + 1)
        $url = $env:MVNW_REPOURL.TrimEnd('/') + "/org/apache/maven/apache-maven/$version/$file"
    }
    $user = if ($env:MAVEN_USER_HOME) { $env:MAVEN_USER_HOME } else { Join-Path $HOME '.m2' }
    $dists = Join-Path $user "wrapper\dists\apache-maven-$version"
    $target = Join-Path $dists $sum.Substring(0, 16)
    $maven = Join-Path $target 'bin\mvn.cmd'
    if (Test-Path $maven) { return $maven }

    Say "fetching Maven $version from $url"
    $work = Join-Path $dists ('fetch.' + [guid]::NewGuid())
    New-Item -ItemType Directory -Force $work | Out-Null
    try {
        $archive = Join-Path $work 'maven.tar.gz'
        [Net.ServicePointManager]::SecurityProtocol = [Net.ServicePointManager]::SecurityProtocol -bor 3072
        try {
            (New-Object Net.WebClient).DownloadFile($url, $archive)
        } catch {
            Fail "$url could not be fetched. Install Maven of at least 3.8, or set MVNW_REPOURL to a repository you reach"
        }
        if ((Get-FileHash -Algorithm SHA512 $archive).Hash -ne $sum) {
            Fail "$url is not the Maven that was meant: its SHA-512 differs"
        }
        # Windows' own tar: one from elsewhere on the PATH may take C: for a host's name.
        & "$env:SystemRoot\System32\tar.exe" -xzf $archive -C $work
        if ($LASTEXITCODE -ne 0) { Fail "$archive could not be unpacked" }
        try {
            Move-Item (Join-Path $work "apache-maven-$version") $target
        } catch {
            if (-not (Test-Path $maven)) { Fail "$target could not be made" }
        }
    } finally {
        Remove-Item -Recurse -Force $work -ErrorAction SilentlyContinue
    }
    return $maven
}

Assert-Java
$candidates = @()
if ($env:MAVEN_HOME) { $candidates += Join-Path $env:MAVEN_HOME 'bin\mvn.cmd' }
$candidates += Find-OnPath 'mvn.cmd'
foreach ($candidate in $candidates) {
    if (Test-Maven $candidate) {
        Write-Output $candidate
        exit 0
    }
}
Write-Output (Get-Maven)
